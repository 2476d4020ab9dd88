import CPlatform
import Glibc
import Observe
import Primitives

/// The figures of this process, from the system.
package struct ProcessStatistics: ProcessFigures {
  package let startNanoseconds: UInt64?

  /// - Parameter start: when the process began; taken at the start of `main`.
  package init(start: Timestamp) { startNanoseconds = UInt64(max(0, start.microseconds)) * 1000 }

  package var residentBytes: UInt64? {
    let bytes = cplatform_resident_bytes()
    return bytes > 0 ? bytes : nil
  }

  package var cpuNanoseconds: UInt64? { cplatform_cpu_nanoseconds() }

  package var openFiles: UInt64? {
    guard let folder = unsafe opendir("/proc/self/fd") else { return nil }
    defer { unsafe closedir(folder) }
    var count: UInt64 = 0
    while let entry = unsafe readdir(folder) {
      if unsafe entry.pointee.d_name.0 != 0x2E { count += 1 }
    }
    // The folder's own descriptor is open while it is read, and only then.
    return count - 1
  }

  package var maxOpenFiles: UInt64? { SystemProbe().openFileLimit()?.soft }
}
