/**
 * The emulator's time. It runs with the machine's clock and can be moved ahead, so that a receipt that a company sends
 * a day later need not be waited for. Tokens are checked against the machine's clock instead: a test that moves this
 * one must not make every signature expire.
 */
export type Clock = {
  /** Milliseconds since 1970. */
  now: () => number
  advance: (ms: number) => void
  /** Back to the machine's time. */
  reset: () => void
  onAdvance: (listener: () => void) => void
}

export function createClock(): Clock {
  let ahead = 0
  const listeners: (() => void)[] = []
  return {
    now: () => Date.now() + ahead,
    advance: (ms) => {
      ahead += ms
      for (const listener of listeners) listener()
    },
    reset: () => {
      ahead = 0
    },
    onAdvance: (listener) => listeners.push(listener),
  }
}

const pad = (value: number) => String(value).padStart(2, '0')

/** `2025-09-12 10:16:10` in a zone that is a whole number of hours east of Greenwich and has no summer time. */
export function wallClock(ms: number, hoursEast = 0): string {
  return new Date(ms + hoursEast * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
}

/** `2019-09-01 18:00` or `2019-09-01 18:00:30` in such a zone; null for any other text or a day that does not exist. */
export function readWallClock(text: string, hoursEast = 0): number | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d)(?::(\d\d))?$/.exec(text)
  if (!match) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0))
  const ms = Date.UTC(year, month - 1, day, hour, minute, second)
  // Date.UTC turns 31 February into 3 March; a company's parser refuses it.
  return wallClock(ms) === `${match[1]}-${pad(month)}-${pad(day)} ${pad(hour)}:${pad(minute)}:${pad(second)}`
    ? ms - hoursEast * 3_600_000
    : null
}
