// Tells the thread sanitizer what Swift's Mutex does where the sanitizer cannot see it.
//
// A free lock is taken and given back by atomic instructions inside our own code, which the sanitizer watches. A lock that another thread holds is
// waited for in libswiftSynchronization and handed over by the kernel (FUTEX_LOCK_PI), where nothing is watched: the sanitizer then takes
// two critical sections in a row for a race. Preloaded, these functions stand before those of the library, call them, and say what they mean.
// Nothing is suppressed by that: memory that is touched without the lock is still reported. mutex-probe.swift shows both.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

// Of the sanitizer's runtime; absent in programs that only happen to be started with this library.
void __tsan_acquire(void *address) __attribute__((weak));
void __tsan_release(void *address) __attribute__((weak));

// _MutexHandle._lockSlow(UInt32)
SWIFT void $s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF(uint32_t thread, SELF) {
  typedef SWIFT void (*lock)(uint32_t, SELF);
  ((lock)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"))(thread, self);
  if (__tsan_acquire) __tsan_acquire(self);
}

// _MutexHandle._tryLockSlow() -> Bool
SWIFT bool $s15Synchronization12_MutexHandleV12_tryLockSlowSbyF(SELF) {
  typedef SWIFT bool (*try_lock)(SELF);
  bool taken = ((try_lock)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"))(self);
  if (taken && __tsan_acquire) __tsan_acquire(self);
  return taken;
}

// _MutexHandle._unlockSlow()
SWIFT void $s15Synchronization12_MutexHandleV11_unlockSlowyyF(SELF) {
  typedef SWIFT void (*unlock)(SELF);
  if (__tsan_release) __tsan_release(self);
  ((unlock)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"))(self);
}
