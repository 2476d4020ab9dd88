/** `{version, startedAt}` out of the metrics' text form; `startedAt` in seconds since 1970, `null` for what it does not say. Pure. */
export function processFacts(text) {
  const startedAt = Number(/^process_start_time_seconds (\S+)$/m.exec(text)?.[1] ?? NaN);
  return { version: /^throughline_build_info\{[^}]*\bversion="([^"]*)"/m.exec(text)?.[1] ?? null, startedAt: Number.isFinite(startedAt) ? startedAt : null };
}
