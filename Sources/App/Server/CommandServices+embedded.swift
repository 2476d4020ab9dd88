import Domain
import Gateway
import Primitives
import Store
import StoreSQLite
import Wire

extension CommandServices {
  /// The commands of the embedded server.
  package static var embedded: CommandServices {
    var services = CommandServices()
    services.serve = { loaded, console in await ServerProcess(loaded.values, console: console).run(notices: loaded.notices) }
    services.migrate = { loaded, console in
      await reporting(console) {
        let applied = try SQLiteStore.migrate(path: loaded.values.databasePath, now: SystemTime().now())
        for migration in applied { console.write("applied \(migration.version) \(migration.name)\n") }
        if applied.isEmpty { console.write("nothing to do: the schema is up to date\n") }
        return .done
      }
    }
    services.backup = { loaded, file, console in
      await reporting(console) {
        let store = try SQLiteStore.openShared(path: loaded.values.databasePath, time: SystemTime())
        try await store.backup(toPath: file)
        await store.close()
        console.write("backed up to \(file)\n")
        return .done
      }
    }
    services.trace = { loaded, id, format, console in
      await reporting(console) {
        let store = try SQLiteStore.openShared(path: loaded.values.databasePath, time: SystemTime())
        let code = try await TraceCommand(store: store, console: console).run(id: id, format: format)
        await store.close()
        return code
      }
    }
    services.doctorChecks = [.store]
    return services
  }

  /// Runs the work and turns what the store refuses into one line and exit code 2.
  private static func reporting(_ console: any Console, _ work: () async throws -> ExitCode) async -> ExitCode {
    do {
      return try await work()
    } catch let error as StoreError {
      console.complain(error.message)
    } catch {
      console.complain("\(error)")
    }
    return .refused
  }
}
