/// One thing that `throughline doctor` looks at.
package struct DoctorCheck: Sendable {
  /// Two or three words for the start of the line.
  package let name: String
  package let run: @Sendable (LoadedConfiguration, any MachineProbe) -> DoctorFinding

  package init(_ name: String, _ run: @escaping @Sendable (LoadedConfiguration, any MachineProbe) -> DoctorFinding) {
    self.name = name
    self.run = run
  }
}
