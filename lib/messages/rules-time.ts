import { instantsAt } from '#lib/shared/wall-time.ts'

/** ISO 8601: a day and a time to the minute or finer, with an offset, or without one for a zone that is said beside it. */
const iso = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?([Zz]|[+-]\d\d:?\d\d)?$/

export type TimeProblem = 'datetime' | 'zone' | 'gap'

/**
 * The instant that a text means. Without an offset it is a time on the clocks of `timeZone` (IANA name); of one that comes
 * twice, because clocks are put back, the first. What is no time, has no zone, or is left out by those clocks is a problem.
 */
export function readTime(text: string, timeZone: string | undefined): Date | TimeProblem {
  const found = iso.exec(text.trim())
  if (!found) return 'datetime'
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((digits) => Number(digits ?? 0))
  const [, , , , , , , fraction, offset] = found
  const utc = new Date(Date.UTC(Number(year), Number(month) - 1, day, hour, minute, second))
  // Of a day or hour that does not exist, something else has become.
  const plain = `${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6] ?? '00'}`
  if (utc.getUTCFullYear() < 1000 || utc.toISOString().slice(0, 19) !== plain) return 'datetime'
  const start = offset === undefined ? onClocks(utc, timeZone) : atOffset(utc, offset)
  if (typeof start === 'string') return start
  return new Date(
    start.getTime() + (offset === undefined ? Number(second) * 1000 : 0) + thousandths(fraction),
  )
}

const thousandths = (digits = ''): number => Math.floor(Number(`0.${digits || 0}`) * 1000)

function atOffset(utc: Date, offset: string): Date | 'datetime' {
  if (/^z$/i.test(offset)) return utc
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))]
  // RFC 3339: no place on earth is further away.
  if (hours > 23 || minutes > 59) return 'datetime'
  const ahead = (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
  return new Date(utc.getTime() - ahead * 60_000)
}

function onClocks(wall: Date, timeZone: string | undefined): Date | 'zone' | 'gap' {
  if (timeZone === undefined) return 'zone'
  const shown = {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
  }
  return instantsAt(shown, timeZone)[0] ?? 'gap'
}
