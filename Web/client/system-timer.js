/** The timers of the platform as the library's port: `timer(ms, action)` calls `action` once, and answers what takes it back. */
export function systemTimer(ms, action) {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}
