/** Kinds of ledger entries, in the order in which a message's money meets them. */
export const ledgerKinds = ['top_up', 'correction', 'hold', 'settle', 'refund'] as const
export type LedgerKind = (typeof ledgerKinds)[number]

/** What an entry does to what can be spent and to what is held: adds to it (1), takes from it (-1), or neither. */
const effects = {
  top_up: { available: 1, held: 0 },
  correction: { available: -1, held: 0 },
  hold: { available: -1, held: 1 },
  settle: { available: 0, held: -1 },
  refund: { available: 1, held: -1 },
} as const satisfies Record<LedgerKind, { available: number; held: number }>

/** What an entry of this amount changes, in the amount's unit. */
export const effectOf = (kind: LedgerKind, amount: number): { available: number; held: number } => ({
  // Adding nought turns -0, which JSON and people do not know, into 0.
  available: effects[kind].available * amount + 0,
  held: effects[kind].held * amount + 0,
})

type Entry = { id: number; kind: LedgerKind; messageId: number | null; amount: number; at: Date }

/**
 * Entries, newest first, as lines of a statement. A message settles and gives back chunk by chunk: what one message did of
 * one kind is one line, with the newest entry's time. Stops before the line that would be one too many; `last` is the
 * oldest entry that was taken in, null when all were.
 */
export function toLines<E extends Entry>(
  entries: readonly E[],
  most: number,
): { lines: (E & { postings: number })[]; last: number | null } {
  const lines: (E & { postings: number })[] = []
  const byMessage = new Map<string, E & { postings: number }>()
  let last: number | null = null
  for (const entry of entries) {
    const key = `${entry.kind} ${entry.messageId}`
    const line = entry.messageId === null ? undefined : byMessage.get(key)
    if (line) {
      line.amount += entry.amount
      line.postings++
    } else {
      if (lines.length === most) return { lines, last }
      const made = { ...entry, postings: 1 }
      lines.push(made)
      byMessage.set(key, made)
    }
    last = entry.id
  }
  return { lines, last: null }
}
