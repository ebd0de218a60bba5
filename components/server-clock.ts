/** The header says whole seconds, and the answer took its time: less than this is no difference between two clocks. */
const NOISE_MS = 2000

let offsetMs = 0

/** Takes the server's time from the `Date` header of an answer (RFC 9110, 6.6.1). */
export function noteServerTime(header: string | null): void {
  const told = header ? Date.parse(header) : Number.NaN
  if (Number.isNaN(told)) return
  const offset = told + 500 - Date.now()
  offsetMs = Math.abs(offset) < NOISE_MS ? 0 : offset
}

/** The server's time in ms, as well as it is known: what is due, is due by that clock, not by the reader's. */
export const serverNow = (): number => Date.now() + offsetMs
