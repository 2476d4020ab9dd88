/// What could not be done with credentials, what was found, and what to do.
package struct CredentialsError: Error, Sendable, Equatable, CustomStringConvertible {
  package var message: String
  package var description: String { message }

  package init(_ message: String) { self.message = message }
}
