/// The version of the program; CHANGELOG.md tells what is in it.
package enum BuildVersion {
  package static let text = "0.1.0"
}
