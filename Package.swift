// swift-tools-version: 6.3
import PackageDescription

/// The rooms of the house, bottom up (docs/internals.md tells the same as a walk). Arrows point down only;
/// CI builds with `--explicit-target-dependency-import-check error`, so this manifest is the truth.
let package = Package(
  name: "throughline",
  products: [
    .executable(name: "throughline", targets: ["throughline"])
  ],
  targets: [
    // Level 0: C, by our own hand or the system's.
    .systemLibrary(name: "CUV", pkgConfig: "libuv", providers: [.apt(["libuv1-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CWslay", providers: [.apt(["libwslay-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(name: "CNATS", pkgConfig: "libnats", providers: [.apt(["libnats-dev"])]),
    .systemLibrary(name: "CRedis", providers: [.apt(["libhiredis-dev"])]),
    .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CPgQuery", providers: [.apt(["libpg-query-dev"])]),
    .target(name: "CPlatform"),
    .target(name: "CAssets"),
    .target(name: "CJSON", linkerSettings: [.linkedLibrary("simdjson"), .linkedLibrary("stdc++")]),

    // Level 1
    .target(name: "Primitives"),
    // Level 2
    .target(name: "Domain", dependencies: ["Primitives"]),
    .target(name: "Observe", dependencies: ["Domain", "Primitives"]),
    .target(name: "Wire", dependencies: ["CJSON", "COpenSSL", "Primitives"]),
    .target(name: "Workbook", dependencies: ["CExpat", "CZip", "Primitives"]),
    // Level 3
    .target(name: "Mapping", dependencies: ["CAssets", "Primitives", "Wire", "Workbook"]),
    .target(name: "EventLoop", dependencies: ["CUV", "CPlatform", "Primitives"]),
    .target(name: "StreamLog", dependencies: ["Domain", "Primitives", "Wire"]),
    .target(name: "Bus", dependencies: ["Domain", "Primitives"]),
    .target(name: "Registry", dependencies: ["Observe", "Primitives"]),
    .target(name: "Store", dependencies: ["CAssets", "Domain", "Primitives", "Wire"]),
    .target(name: "Credentials", dependencies: ["CArgon2", "COpenSSL", "Domain", "Primitives", "Wire"]),
    // Level 4
    .target(name: "Analytics", dependencies: ["Domain", "Primitives"]),
    .target(name: "Studio", dependencies: ["Domain", "Mapping", "Primitives", "StreamLog", "Wire", "Workbook"]),
    .target(
      name: "Workflow",
      dependencies: [
        "Analytics", "Bus", "COpenSSL", "Domain", "EventLoop", "Mapping", "Observe", "Primitives", "Registry", "SampleRun", "Store", "StreamLog",
        "Studio", "Wire",
      ]),
    .target(
      name: "Transport",
      dependencies: ["CCurl", "CPlatform", "CUV", "CWslay", "CZlib", "EventLoop", "Observe", "Primitives", "Wire"]),
    .target(
      name: "RegistryRedis",
      dependencies: ["CRedis", "EventLoop", "Observe", "Primitives", "Registry"]),
    .target(
      name: "StoreSQLite",
      dependencies: ["CAssets", "CPlatform", "CSQLite", "Domain", "EventLoop", "Primitives", "Store", "Wire"]),
    .target(name: "BusNATS", dependencies: ["Bus", "CNATS", "CPlatform", "Domain", "EventLoop", "Observe", "Primitives", "Wire"]),
    .target(
      name: "StorePostgres",
      dependencies: ["CPostgres", "CUV", "Domain", "EventLoop", "Primitives", "Store", "Wire"]),
    .target(name: "SampleRun", dependencies: ["CPgQuery", "CSQLite", "Mapping", "Primitives", "Workbook"]),
    .target(name: "SampleRunPostgres", dependencies: ["CPostgres", "Mapping", "SampleRun"]),
    // Level 5
    .target(name: "Providers", dependencies: ["Domain", "EventLoop", "Primitives", "Transport", "Wire"]),
    .target(
      name: "Gateway",
      dependencies: [
        "Analytics", "Bus", "CAssets", "COpenSSL", "Credentials", "Domain", "EventLoop", "Mapping", "Observe", "Primitives", "Registry", "SampleRun",
        "Store",
        "StreamLog", "Studio", "Transport", "Wire", "Workbook", "Workflow",
      ]),
    // Level 6
    .target(
      name: "App",
      dependencies: [
        "Analytics", "Bus", "BusNATS", "CAssets", "CPlatform", "Credentials", "Domain", "EventLoop", "Gateway", "Mapping", "Observe", "Primitives",
        "Providers", "Registry", "RegistryRedis", "SampleRun", "SampleRunPostgres", "Store", "StorePostgres", "StoreSQLite", "StreamLog", "Studio",
        "Transport", "Wire",
        "Workbook",
        "Workflow",
      ]),
    .executableTarget(name: "throughline", dependencies: ["App"]),

    // Benchmarks: docs/benchmarks.md
    .target(name: "CBench", path: "Benchmarks/CBench"),
    .executableTarget(
      name: "bench",
      dependencies: ["CBench", "Domain", "Gateway", "Primitives", "Providers", "Store", "StoreSQLite", "StreamLog", "Wire", "Workflow"],
      path: "Benchmarks/InProcess"),
    .executableTarget(
      name: "bus-bench", dependencies: ["Bus", "BusNATS", "CPlatform", "Domain", "Observe", "Primitives"], path: "Benchmarks/Bus"),

    // Tests
    .target(
      name: "TestKit",
      dependencies: ["Bus", "Domain", "EventLoop", "Primitives", "Registry", "Store", "Transport", "Wire"]),
    .executableTarget(name: "fake-provider", dependencies: ["TestKit"], path: "Sources/FakeProvider"),
    .testTarget(name: "PrimitivesTests", dependencies: ["Primitives"]),
    .testTarget(name: "RegistryTests", dependencies: ["Observe", "Primitives", "Registry", "TestKit"]),
    .testTarget(name: "RegistryRedisTests", dependencies: ["Observe", "Primitives", "Registry", "RegistryRedis", "TestKit"]),
    .testTarget(name: "DomainTests", dependencies: ["Domain", "Primitives"]),
    .testTarget(name: "CredentialsTests", dependencies: ["COpenSSL", "Credentials", "Domain", "Primitives", "TestKit", "Wire"]),
    .testTarget(name: "ProvidersTests", dependencies: ["Domain", "EventLoop", "Primitives", "Providers", "TestKit", "Transport", "Wire"]),
    .testTarget(name: "BusTests", dependencies: ["Bus", "Domain", "TestKit"]),
    .testTarget(name: "BusNATSTests", dependencies: ["Bus", "BusNATS", "Domain", "Observe", "Primitives", "TestKit", "Wire"]),
    .testTarget(name: "EventLoopTests", dependencies: ["EventLoop", "Primitives"]),
    .testTarget(name: "StreamLogTests", dependencies: ["Domain", "Primitives", "StreamLog", "Wire"]),
    .testTarget(name: "WireTests", dependencies: ["Primitives", "Wire"]),
    .testTarget(name: "WorkbookTests", dependencies: ["Workbook"]),
    .testTarget(name: "SampleRunTests", dependencies: ["Mapping", "SampleRun", "Workbook"]),
    .testTarget(name: "SampleRunPostgresTests", dependencies: ["Mapping", "SampleRun", "SampleRunPostgres", "TestKit", "Workbook"]),
    .testTarget(name: "StudioTests", dependencies: ["Domain", "Mapping", "Primitives", "StreamLog", "Studio", "TestKit", "Wire", "Workbook"]),
    .testTarget(name: "AnalyticsTests", dependencies: ["Analytics", "Domain"]),
    .testTarget(name: "StoreTests", dependencies: ["Store", "TestKit"]),
    .testTarget(
      name: "StoreSQLiteTests",
      dependencies: ["CSQLite", "Domain", "Primitives", "Registry", "Store", "StoreSQLite", "TestKit", "Wire", "Workflow"]),
    .testTarget(
      name: "StorePostgresTests", dependencies: ["Domain", "Primitives", "Store", "StorePostgres", "StoreSQLite", "TestKit", "Wire", "Workflow"]),
    .testTarget(
      name: "WorkflowTests",
      dependencies: [
        "Analytics", "Bus", "Domain", "EventLoop", "Observe", "Primitives", "Registry", "Store", "StreamLog", "Studio", "TestKit", "Wire", "Workflow",
      ]),
    .testTarget(name: "AppTests", dependencies: ["App", "Domain", "Mapping", "Observe", "Primitives", "Store", "StoreSQLite", "TestKit", "Wire"]),
    .testTarget(name: "BenchmarkTests"),
    .testTarget(name: "ObserveTests", dependencies: ["Domain", "Observe", "Primitives"]),
    .testTarget(name: "MappingTests", dependencies: ["Mapping", "Primitives", "Wire", "Workbook"]),
    .testTarget(
      name: "GatewayTests",
      dependencies: [
        "Analytics", "Bus", "Credentials", "Domain", "EventLoop", "Gateway", "Mapping", "Observe", "Primitives", "Registry", "SampleRun", "Store",
        "StoreSQLite", "StreamLog", "Studio", "TestKit",
        "Transport", "Wire", "Workflow",
      ]),
    .testTarget(name: "TransportTests", dependencies: ["CPlatform", "CZlib", "EventLoop", "Primitives", "TestKit", "Transport", "Wire"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx17
)

// While one room is worked on: THROUGHLINE_TESTS="StoreTests BusTests" leaves only these test targets and what they need.
if let wanted = Context.environment["THROUGHLINE_TESTS"] {
  var needed: Set<String> = []
  var open = wanted.split(separator: " ").map(String.init)
  while let name = open.popLast() {
    guard needed.insert(name).inserted, let target = package.targets.first(where: { $0.name == name }) else { continue }
    for dependency in target.dependencies {
      if case .byNameItem(let name, _) = dependency { open.append(name) }
    }
  }
  package.targets.removeAll { !needed.contains($0.name) }
  package.products = []
}

// Fuzzing: docs/reliability.md. Only there when ./fuzz asks, since it needs libFuzzer and every module compiled for coverage.
if Context.environment["THROUGHLINE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "fuzzers", dependencies: ["Credentials", "Domain", "Mapping", "Primitives", "Providers", "Transport", "Wire", "Workbook", "Workflow"],
      path: "Fuzz/Targets"))
}

/// Targets that own C resources: there nearly every line would carry `unsafe`, which marks nothing. Everywhere else it is an audit mark.
let ownersOfCResources: Set<String> = [
  "BusNATS", "Credentials", "EventLoop", "RegistryRedis", "SampleRun", "SampleRunPostgres", "StorePostgres", "StoreSQLite", "Transport", "Workbook",
]

for target in package.targets where target.type != .system {
  let isC = ["CPlatform", "CAssets", "CBench", "CJSON"].contains(target.name)
  if isC { continue }
  var settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
  ]
  if !ownersOfCResources.contains(target.name), target.type != .test, target.name != "TestKit" {
    settings.append(.strictMemorySafety())
  }
  target.swiftSettings = (target.swiftSettings ?? []) + settings
}
