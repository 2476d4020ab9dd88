import Domain
import Gateway
import Primitives
import Store
import Wire

extension CommandServices {
  /// The commands of the embedded server.
  package static var embedded: CommandServices {
    var services = CommandServices()
    services.serve = { loaded, console in await ServerProcess(loaded.values, console: console).run(notices: loaded.notices) }
    services.migrate = { loaded, console in
      await reporting(console) {
        let applied = try loaded.values.migrateStore(now: SystemTime().now())
        for migration in applied { console.write("applied \(migration.version) \(migration.name)\n") }
        if applied.isEmpty { console.write("nothing to do: the schema is up to date\n") }
        return .done
      }
    }
    services.backup = { loaded, file, console in
      await reporting(console) {
        let store = try await loaded.values.openSharedStore(time: SystemTime())
        try await store.backup(toPath: file)
        await store.close()
        console.write("backed up to \(file)\n")
        return .done
      }
    }
    services.copy = { loaded, places, console in
      await reporting(console) {
        let outcome = try loaded.values.copyStore(places, now: SystemTime().now()) { line in console.complain(line) }
        guard outcome.differences.isEmpty else {
          for difference in outcome.differences { console.complain(difference) }
          console.complain("the copy is not what was copied and was taken back: the database is as empty as before")
          return .problems
        }
        console.write("copied \(outcome.rows) rows; both sides have the same rows, tokens and cost\n")
        return .done
      }
    }
    services.trace = { loaded, id, format, console in
      await reporting(console) {
        let store = try await loaded.values.openSharedStore(time: SystemTime())
        let code = try await TraceCommand(store: store, console: console).run(id: id, format: format)
        await store.close()
        return code
      }
    }
    services.key = { loaded, command, console in
      await withAccess(loaded, console) { store in try await AccessCommand(store: store, console: console, time: SystemTime()).run(command) }
    }
    services.user = { loaded, command, console in
      await withAccess(loaded, console) { store in try await AccessCommand(store: store, console: console, time: SystemTime()).run(command) }
    }
    services.hasKeys = { loaded in
      if loaded.values.jwt.isConfigured { return true }
      guard let store = try? await loaded.values.openSharedStore(time: SystemTime()) else { return false }
      let hasKeys = (try? await store.hasKeys()) ?? false
      await store.close()
      return hasKeys
    }
    services.dead = { loaded, word, console in
      await reporting(console) {
        var store = try await loaded.values.openSharedStore(time: SystemTime())
        if case .retry = word {
          // IDs of a chat are given by one writer.
          await store.close()
          do throws(StoreError) {
            store = try await loaded.values.openStore(time: SystemTime())
          } catch {
            guard error.code == .unusable else { throw error }
            throw StoreError(.unusable, "dead retry needs the store to itself: stop the server, retry, and start it again (\(error.message))")
          }
        }
        let command = DeadCommand(store: store, letters: store, console: console, time: SystemTime())
        let outcome: Result<ExitCode, any Error>
        do { outcome = .success(try await command.run(word)) } catch { outcome = .failure(error) }
        await store.close()
        return try outcome.get()
      }
    }
    services.doctorChecks = [.store]
    return services
  }

  /// Lends the store beside a running server; made, or brought up to date, where there is none.
  private static func withAccess(
    _ loaded: LoadedConfiguration, _ console: any Console, _ work: (any AccessStore) async throws -> ExitCode
  ) async -> ExitCode {
    await reporting(console) {
      let store = try await opened(loaded.values)
      let code: ExitCode
      do { code = try await work(store) } catch {
        await store.close()
        throw error
      }
      await store.close()
      return code
    }
  }

  private static func opened(_ configuration: Configuration) async throws(StoreError) -> any ServerStore {
    do throws(StoreError) {
      return try await configuration.openSharedStore(time: SystemTime())
    } catch {
      guard error.code == .unusable else { throw error }
    }
    _ = try configuration.migrateStore(now: SystemTime().now())
    return try await configuration.openSharedStore(time: SystemTime())
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
