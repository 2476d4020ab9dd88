import Glibc
import Synchronization

/// A real PostgreSQL server with a data folder of its own that answers on a unix socket, and over TLS where that is wanted, and does not wait for the disk.
package final class PostgresServer: Sendable {
  private let folder: TemporaryFolder
  private let tools: String
  /// Where it answers over TLS, by the certificate `server`; `nil` for one that answers on its socket only.
  private let secured: (port: UInt16, certificates: TestCertificates)?
  private let running = Mutex<ServerCommand?>(nil)
  private let databases = Mutex(0)

  /// Returns when it answers.
  /// - Parameter certificates: makes it answer on the loopback address, over TLS only, with the one that is called `server`.
  package init(certificates: TestCertificates? = nil) throws {
    secured = try certificates.map { (try ServerCommand.freePort(), $0) }
    certificates?.hand("server", toUser: "postgres")
    folder = TemporaryFolder()
    tools = try Self.findTools()
    if getuid() == 0 {
      // PostgreSQL refuses to run as root.
      guard let user = getpwnam("postgres") else { throw ServerCommand.LaunchError(description: "there is no user postgres to run the server as") }
      chown(folder.path, user.pointee.pw_uid, user.pointee.pw_gid)
    }
    try run("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"])
    if secured != nil { try run("sed", in: "/usr/bin", ["-i", "s/^host /hostssl /", "\(data)/pg_hba.conf"]) }
    try start()
  }

  /// A standby of another one: a copy of its data that follows its log. Returns when it answers.
  package init(standbyOf primary: PostgresServer) throws {
    folder = TemporaryFolder()
    secured = nil
    tools = primary.tools
    if getuid() == 0, let user = getpwnam("postgres") { chown(folder.path, user.pointee.pw_uid, user.pointee.pw_gid) }
    try run("pg_basebackup", ["-h", primary.folder.path, "-U", "postgres", "-D", data, "-R", "-X", "stream", "--checkpoint=fast", "--no-sync"])
    try start()
  }

  deinit { stop() }

  private var data: String { "\(folder.path)/data" }

  private var port: String { "\(secured?.port ?? 5432)" }

  /// The address of one of its databases, by its socket.
  package func url(_ database: String) -> String { "postgres:///\(database)?host=\(folder.path)&port=\(port)&user=postgres" }

  /// The address of the same database over TCP, of one that answers over TLS. - Parameter words: of libpq, such as `sslmode=require`.
  package func securedURL(of url: String, _ words: String) -> String {
    "postgres://postgres@127.0.0.1:\(port)/\(url.split(separator: "?")[0].split(separator: "/").last ?? "")?\(words)"
  }

  /// Makes an empty database. - Returns: its address.
  package func makeDatabase() throws -> String {
    let number = databases.withLock { count in
      count += 1
      return count
    }
    try run("createdb", ["-h", folder.path, "-p", port, "-U", "postgres", "--template=template0", "test\(number)"])
    return url("test\(number)")
  }

  /// Runs text on a database, beside whoever else uses it.
  package func execute(_ sql: String, on url: String) throws { try run("psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql]) }

  /// Starts it on the data that is there. Returns when it answers.
  package func start() throws {
    var words = [
      "\(tools)/postgres", "-D", data, "-k", folder.path, "-c", "listen_addresses=\(secured == nil ? "" : "127.0.0.1")", "-c", "fsync=off", "-c",
      "full_page_writes=off", "-c",
      "max_connections=400", "-c", "shared_buffers=64MB", "-c", "autovacuum=off", "-c", "logging_collector=off",
    ]
    if let (port, certificates) = secured {
      for setting in [
        "port=\(port)", "ssl=on", "ssl_cert_file=\(certificates.file(of: "server"))", "ssl_key_file=\(certificates.key(of: "server"))",
      ] { words += ["-c", setting] }
    }
    let command = Self.asServer(words)
    let started = try ServerCommand(command[0], Array(command.dropFirst()), output: "\(folder.path)/log")
    running.withLock { $0 = started }
    try watchOverEnd(of: started)
    for _ in 0..<600 {
      if (try? run("pg_isready", ["-q", "-h", folder.path, "-p", port])) != nil { return }
      usleep(50_000)
    }
    stop()
    throw ServerCommand.LaunchError(description: "PostgreSQL does not answer within 30 s")
  }

  /// As if its machine had lost power, but for what it had told the system to write.
  package func stop() {
    guard let command = running.withLock({ $0.take() }) else { return }
    // Its own processes end when they see that it is gone; an immediate stop tells them.
    command.send(SIGQUIT)
    command.end(patienceMilliseconds: 5000)
  }

  /// A test process that crashes, or that never lets go of a server of all its tests, leaves neither the server nor its data behind.
  private func watchOverEnd(of server: ServerCommand) throws {
    let script =
      "while kill -0 \(getpid()) 2>/dev/null && kill -0 \(server.identifier) 2>/dev/null; do sleep 0.5; done; "
      + "kill -0 \(getpid()) 2>/dev/null || { kill -QUIT \(server.identifier); sleep 1; rm -rf '\(folder.path)'; }"
    _ = try ServerCommand("sh", ["-c", script], output: "/dev/null")
  }

  private func run(_ tool: String, in place: String? = nil, _ arguments: [String]) throws {
    let words = Self.asServer(["\(place ?? tools)/\(tool)"] + arguments)
    let command = try ServerCommand(words[0], Array(words.dropFirst()), output: "\(folder.path)/tools")
    let status = command.wait()
    guard status == 0 else { throw ServerCommand.LaunchError(description: "\(tool) ended with \(status)") }
  }

  private static func asServer(_ words: [String]) -> [String] {
    getuid() == 0 ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] + words : words
  }

  /// The newest version's programs, which Debian keeps off the path.
  private static func findTools() throws -> String {
    for version in stride(from: 20, through: 13, by: -1) {
      let tools = "/usr/lib/postgresql/\(version)/bin"
      if access("\(tools)/initdb", X_OK) == 0 { return tools }
    }
    throw ServerCommand.LaunchError(description: "PostgreSQL is not installed under /usr/lib/postgresql; ./test installs what the tests need")
  }
}
