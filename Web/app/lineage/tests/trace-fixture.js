const chat = "11111111-2222-4333-8444-555555555555";
const start = Date.parse("2026-11-21T00:41:25.000Z") * 1_000 + 177_537;

export const question = `${chat}_000001_UM`;
export const answer = `${chat}_000003_AM`;

/** A record as the server writes it, so many microseconds after the first. */
export function crossing(offset, marker, component, id, detail, pod = "pod-1") {
  const at = start + offset;
  const time = `${new Date(Math.floor(at / 1_000)).toISOString().slice(0, -1)}${String(at % 1_000).padStart(3, "0")}Z`;
  return { time, marker, component, id, frontend_id: "mine", pod, detail };
}

/** A message that was answered at once. */
export const answered = [
  crossing(0, "ENTRY", "gateway", question, "model=scripted"),
  crossing(48, "EXIT", "store", question, `run=R stream=${answer}`),
  crossing(129, "EXIT", "bus", answer, "run=R"),
  crossing(182, "EXIT", "gateway", question, `stream=${answer} phase=accepted`),
  crossing(1_446, "ENTRY", "bus", answer, "run=R epoch=1"),
  crossing(1_900, "ENTRY", "worker", answer, "run=R epoch=1 model=scripted"),
  crossing(2_000, "RELAY", "gateway", answer, "phase=first epoch=1 seq=1"),
  crossing(2_100, "EXIT", "provider", answer, "provider=scripted model=scripted call=C"),
  crossing(22_100, "ENTRY", "provider", answer, "phase=first time_to_first_token_ms=20"),
  crossing(2_742_100, "ENTRY", "provider", answer, "phase=ended outcome=completed count=136 bytes=840"),
  crossing(2_743_000, "EXIT", "store", answer, "outcome=completed tokens=144"),
  crossing(2_743_100, "RELAY", "gateway", answer, "phase=last epoch=1 seq=139"),
  crossing(2_743_300, "EXIT", "worker", answer, "outcome=completed count=136"),
];
