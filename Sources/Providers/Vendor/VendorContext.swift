import Primitives
import Transport
import Wire

/// What the adapters of one loop share.
struct VendorContext {
  let client: HTTPClient
  /// Read synchronously and never while a view of it is in use, so one is enough.
  let reader: JSONReader
  let time: any TimeSource
}
