/** What an auditor looks at once everything is quiet: the database's books, and what the providers' own recorders say. */

export type RecipientRow = {
  messageId: number
  seq: number
  msisdn: string
  /** By the chunk that it belongs to. */
  accountId: number
  state: number
  charge: number
  price: number
}

export type ChunkRow = {
  messageId: number
  chunkNo: number
  state: string
  /** Rows whose request may be on its way. */
  intent: number
  /** How many recipients are in each state, by its number. */
  counters: readonly number[]
  settled: number
  refunded: number
  postedSettled: number
  postedRefunded: number
}

export type MessageRow = {
  id: number
  uuid: string
  state: string
  total: number
  hold: number
  openChunks: number
}

type EntryRow = {
  kind: string
  fromBook: string
  toBook: string
  amount: number
  messageId: number | null
  chunkNo: number | null
}

export type Books = {
  /** Why sending is off; null: it is on. */
  sendingOff: string | null
  messages: MessageRow[]
  chunks: ChunkRow[]
  recipients: RecipientRow[]
  entries: EntryRow[]
  balances: Record<string, number>
}

/** Per account, how often the provider accepted each number. */
export type Received = ReadonlyMap<number, ReadonlyMap<string, number>>

/** What the run was told, and what followed from it. */
export type Promised = {
  /** Messages whose sending was confirmed to the caller, with the numbers that were given. */
  confirmed: readonly { uuid: string; numbers: readonly string[] }[]
  /**
   * Rows that had no intent when the answer to a stop, a cancel or a suppression was there: nothing of them may leave
   * from then on.
   */
  mayNotLeave: readonly {
    accountId: number
    msisdn: string
    because: 'suppressed' | 'stopped' | 'cancelled'
  }[]
  /** What was found wrong while it ran, e.g. something that left while its message was paused. */
  seen: readonly Violation[]
}

export type Violation = { kind: ViolationKind; about: string }

export const violationKinds = [
  'received twice',
  'received but counted as not sent',
  'counted as sent but never received',
  'no row for a number',
  'still open',
  'counters differ from rows',
  'total differs from rows',
  'final state does not fit',
  'charge does not fit the state',
  'money of a chunk differs from its rows',
  'ledger differs from a chunk',
  'hold is not settled plus refunded',
  'book differs from its entries',
  'negative book',
  'left though suppressed',
  'left though stopped',
  'left though cancelled',
  'left though paused',
  'sending was switched off',
  'answered with a fault of its own',
  'called itself usable without a database',
] as const
export type ViolationKind = (typeof violationKinds)[number]
