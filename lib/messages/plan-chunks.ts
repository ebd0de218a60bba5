import type { LocalWindow } from '#lib/sms/send-window.ts'
import { countryOf, type PlannedRow } from './plan-row.ts'
import { CHUNK_SIZE, firstSeq, type RecipientState, recipientStates, stateOfNumber } from './rules.ts'

/** A chunk as it is written, with its rows counted by state. */
export type PlannedChunk = {
  no: number
  last_seq: number
  country: string | null
  zone: string | null
  window_from: number | null
  window_to: number | null
  window_days: number | null
} & Record<RecipientState, number>

/**
 * Gives planned rows their places. A chunk holds up to a thousand rows of one country, because all of it leaves at the
 * same hours: several chunks are filled at once and the last ones stay short, so that places are left free between them.
 */
export class PlannedChunks {
  readonly all: PlannedChunk[] = []
  recipients = 0
  /** The chunk that takes a country's next row. */
  private readonly filling = new Map<string | null, PlannedChunk>()
  private latest: PlannedChunk | null = null

  /** The row's place in the message. Where nobody can read a row's country, it stands beside its neighbours. */
  place(row: PlannedRow): number {
    const chunk = this.chunkOf(countryOf(row) ?? this.latest?.country ?? null)
    if (row.window && chunk.zone === null) setWindow(chunk, row.window)
    chunk[stateOfNumber(row.state)]++
    this.latest = chunk
    this.recipients++
    return ++chunk.last_seq
  }

  private chunkOf(country: string | null): PlannedChunk {
    const filling = this.filling.get(country)
    if (filling && filling.last_seq < firstSeq(filling.no) + CHUNK_SIZE - 1) return filling
    const fresh = emptyChunk(this.all.length, country)
    this.all.push(fresh)
    this.filling.set(country, fresh)
    return fresh
  }
}

const emptyChunk = (no: number, country: string | null): PlannedChunk => ({
  no,
  last_seq: firstSeq(no) - 1,
  country,
  zone: null,
  window_from: null,
  window_to: null,
  window_days: null,
  ...(Object.fromEntries(recipientStates.map((state) => [state, 0])) as Record<RecipientState, number>),
})

function setWindow(chunk: PlannedChunk, { zone, from, to, days }: LocalWindow): void {
  Object.assign(chunk, { zone, window_from: from, window_to: to, window_days: days })
}
