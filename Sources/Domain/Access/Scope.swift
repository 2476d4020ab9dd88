/// What a key is good for, below what its role would allow.
package enum Scope: String, Sendable, CaseIterable {
  case chatRead = "chat:read"
  case chatWrite = "chat:write"
  case streamRead = "stream:read"
  case opsRead = "ops:read"
  case admin
}
