/** Whether this database is still the one that sends, decided from what is known about it. No clock and no database here. */

/** How PostgreSQL names a database: the cluster, its history, the database in it, and one table of ours. */
export type Identity = {
  systemIdentifier: string
  timeline: string
  databaseOid: string
  tableOid: string
}

/** What the database says about itself, read in one transaction. */
export type Seen = {
  /** What it is, and what it was when a worker last looked; null before the first time. */
  identity: Identity
  recorded: Identity | null
  era: string
  /** Every era that it has known, the present one among them. */
  eras: readonly string[]
  /** Bytes of its log that are surely on the disk, from its beginning. */
  position: number
  /** By the database's clock, ms since 1970. */
  beatAt: number | null
  now: number
}

/** What a worker wrote down, beside the database, the last time it looked. */
export type Kept = { identity: Identity; era: string; position: number; beatAt: number }

/** The last time that this process looked, on its own clock (monotonic) and on the database's, in ms. */
export type Look = { monotonic: number; now: number }

export type Alarm =
  | { kind: 'RESTORED'; found: 'IDENTITY' | 'POSITION' | 'BEAT' | 'ERA' }
  | { kind: 'CLOCK_STEP'; seconds: number }
  | { kind: 'LATE'; minutes: number }

/** How long nobody may have worked before a person is asked, as `installation_grace()` in the database. */
export const GRACE_MS = 15 * 60_000
/** Clocks that are corrected by less than this are ordinary; so is a machine that was stopped for as long. */
export const CLOCK_STEP_MS = 2 * 60_000

/**
 * Says what is wrong, or null. A copy by dump or by template has another identity than the one recorded in it. A copy of
 * the files, or the same database set back, has the same; then its log or its beat stands before what a worker has seen,
 * or it does not know the era in which the worker saw it.
 */
export function judge(
  seen: Seen,
  kept: Kept | null,
  before: (Look & { monotonicNow: number }) | null,
): Alarm | null {
  if (seen.recorded && !isSame(seen.recorded, seen.identity)) return { kind: 'RESTORED', found: 'IDENTITY' }
  // What was kept about another installation says nothing about this one.
  if (kept && isSame(kept.identity, seen.identity)) {
    if (!seen.eras.includes(kept.era)) return { kind: 'RESTORED', found: 'ERA' }
    if (kept.era === seen.era && seen.position < kept.position) return { kind: 'RESTORED', found: 'POSITION' }
    if (kept.era === seen.era && (seen.beatAt ?? 0) < kept.beatAt) return { kind: 'RESTORED', found: 'BEAT' }
  }
  if (before) {
    const step = seen.now - before.now - (before.monotonicNow - before.monotonic)
    if (Math.abs(step) >= CLOCK_STEP_MS) return { kind: 'CLOCK_STEP', seconds: Math.round(step / 1000) }
  }
  if (seen.beatAt !== null) {
    // A beat in the future is a clock that was set back while nobody looked.
    const gap = seen.now - seen.beatAt
    if (gap < -CLOCK_STEP_MS) return { kind: 'CLOCK_STEP', seconds: Math.round(gap / 1000) }
    if (gap >= GRACE_MS) return { kind: 'LATE', minutes: Math.round(gap / 60_000) }
  }
  return null
}

const isSame = (a: Identity, b: Identity): boolean =>
  a.systemIdentifier === b.systemIdentifier &&
  a.timeline === b.timeline &&
  a.databaseOid === b.databaseOid &&
  a.tableOid === b.tableOid
