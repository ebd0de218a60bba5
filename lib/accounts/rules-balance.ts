/** The pace is taken over so many days; older readings only say what was known last. */
export const PACE_DAYS = 7

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** In a shorter time one large message would look like everyday use. */
const SHORTEST_SPAN = 6 * HOUR

type Use = { value: number; spent: number; spanMs: number }

/**
 * Days until nothing is left when as much is spent each day as lately; what was topped up meanwhile does not count. Null
 * where nothing was spent, or for too short a time to say.
 */
export function daysLeft({ value, spent, spanMs }: Use): number | null {
  if (spanMs < SHORTEST_SPAN || spent <= 0) return null
  return Math.max(0, value) / ((spent / spanMs) * DAY)
}

/** Whether a person should be told: only where somebody said from when on. */
export const isLow = (value: number | null, warnBelow: number | null): boolean =>
  value !== null && warnBelow !== null && value < warnBelow
