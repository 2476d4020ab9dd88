/// A loop-bound object that may be gone when a callback comes.
final class WeakReference<Object: AnyObject> {
  private(set) weak var object: Object?

  init(_ object: Object) { self.object = object }
}
