import type pg from 'pg'
import { isUnreachable } from '#lib/providers/outcomes.ts'
import type { SendOutcome } from '#lib/providers/provider.ts'
import { noTimes, timeSlot } from './rules-health.ts'
import { addHealth, dropOldHealth, type Seen } from './store-health.ts'

/** Notes in memory how this worker's requests went, and writes it down now and then. */
export class HealthNotes {
  private readonly seen = new Map<number, Seen>()

  /** One request to this account, and how long it took. What the provider asked to be put off says nothing. */
  note(accountId: number, outcomes: readonly SendOutcome[], ms: number): void {
    const trouble = outcomes.map(troubleIn).find((code) => code !== null) ?? null
    const isClear = outcomes.some(({ kind }) => kind === 'accepted' || kind === 'refused')
    if (trouble === null && !isClear) return
    const seen = this.of(accountId)
    if (trouble === null) seen.good += 1
    else seen.bad += 1
    seen.error = trouble ?? seen.error
    const slot = timeSlot(ms)
    seen.times[slot] = (seen.times[slot] ?? 0) + 1
  }

  async write(pool: pg.Pool): Promise<void> {
    const all = [...this.seen.values()]
    this.seen.clear()
    await addHealth(pool, all)
  }

  /** Throws away what is no longer shown. */
  static tidy(pool: pg.Pool): Promise<void> {
    return dropOldHealth(pool)
  }

  private of(accountId: number): Seen {
    const known = this.seen.get(accountId)
    if (known) return known
    const fresh: Seen = { accountId, good: 0, bad: 0, times: noTimes(), error: null }
    this.seen.set(accountId, fresh)
    return fresh
  }
}

function troubleIn(outcome: SendOutcome): string | null {
  switch (outcome.kind) {
    case 'unknown':
      return codeIn(outcome.reason)
    case 'refused':
      return outcome.about === 'recipient' ? null : codeIn(outcome.code)
    case 'throttled':
      return isUnreachable(outcome.reason) ? outcome.reason : null
    default:
      return null
  }
}

/** A code of an adapter, which may have come from outside. */
const codeIn = (code: string): string => code.slice(0, 100).replaceAll('\0', '').toWellFormed()
