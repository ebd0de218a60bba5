import { expect, test } from 'vitest'
import { charge, recipientStates, stateNumber } from '#lib/messages/rules.ts'
import { audit } from './audit.ts'
import type { Books, ChunkRow, MessageRow, Promised, RecipientRow, ViolationKind } from './snapshots.ts'
import { violationKinds } from './snapshots.ts'

type Scene = {
  books: Books
  received: Map<number, Map<string, number>>
  promised: { confirmed: Promised['confirmed']; mayNotLeave: Promised['mayNotLeave']; seen: Promised['seen'] }
  message: MessageRow
  chunk: ChunkRow
  row: (state: string) => RecipientRow
}

const account = 3
const fates = [
  ['delivered', charge.settled],
  ['accepted', charge.settled],
  ['unknown', charge.held],
  ['rejected', charge.refunded],
  ['cancelled', charge.refunded],
] as const

/** A message in which everything is as it should be: one recipient of each fate, priced at 1,000. */
function scene(): Scene {
  const recipients: RecipientRow[] = fates.map(([state, charged], i) => ({
    messageId: 1,
    seq: i + 1,
    msisdn: `25470000000${i}`,
    accountId: account,
    state: stateNumber(state),
    charge: charged,
    price: 1000,
  }))
  const chunk: ChunkRow = {
    messageId: 1,
    chunkNo: 0,
    state: 'done',
    intent: 0,
    counters: recipientStates.map((state) => fates.filter(([fate]) => fate === state).length),
    ...{ settled: 2000, refunded: 2000, postedSettled: 2000, postedRefunded: 2000 },
  }
  const message: MessageRow = { id: 1, uuid: 'u', state: 'sent', total: 5, hold: 5000, openChunks: 0 }
  const entry = (kind: string, fromBook: string, toBook: string, amount: number, chunkNo: number | null) => ({
    ...{ kind, fromBook, toBook, amount, chunkNo },
    messageId: kind === 'top_up' ? null : 1,
  })
  const books: Books = {
    sendingOff: null,
    messages: [message],
    chunks: [chunk],
    recipients,
    entries: [
      entry('top_up', 'issued', 'available', 9000, null),
      entry('hold', 'available', 'held', 5000, null),
      entry('settle', 'held', 'spent', 2000, 0),
      entry('refund', 'held', 'available', 2000, 0),
    ],
    balances: { issued: -9000, available: 6000, held: 1000, spent: 2000 },
  }
  const row = (state: string) => recipients[fates.findIndex(([fate]) => fate === state)] as RecipientRow
  const promised = {
    confirmed: [{ uuid: 'u', numbers: recipients.map(({ msisdn }) => msisdn) }],
    mayNotLeave: [],
    seen: [],
  }
  const received = new Map([
    [account, new Map([row('delivered'), row('accepted')].map((r) => [r.msisdn, 1]))],
  ])
  return { books, received, promised, message, chunk, row }
}

const receive = ({ received }: Scene, number: string, times: number) =>
  received.get(account)?.set(number, times)
const mayNotLeave = (s: Scene, because: 'suppressed' | 'stopped' | 'cancelled') => {
  s.promised.mayNotLeave = [{ accountId: account, msisdn: s.row('delivered').msisdn, because }]
}

/** For each kind of violation, how to bring it about in a scene where all is well. */
const planted: Record<ViolationKind, (s: Scene) => unknown> = {
  'received twice': (s) => receive(s, s.row('accepted').msisdn, 2),
  'received but counted as not sent': (s) => receive(s, s.row('cancelled').msisdn, 1),
  'counted as sent but never received': (s) => receive(s, s.row('accepted').msisdn, 0),
  'no row for a number': (s) => {
    s.promised.confirmed = [{ uuid: 'u', numbers: ['254799999999'] }]
  },
  'still open': (s) => {
    s.chunk.intent = 1
  },
  'counters differ from rows': (s) => {
    s.chunk.counters = s.chunk.counters.map((n) => n + 1)
  },
  'total differs from rows': (s) => {
    s.message.total = 6
  },
  'final state does not fit': (s) => {
    s.message.state = 'failed'
  },
  'charge does not fit the state': (s) => {
    s.row('cancelled').charge = charge.settled
  },
  'money of a chunk differs from its rows': (s) => {
    s.row('delivered').price = 2000
  },
  'ledger differs from a chunk': (s) => {
    s.chunk.postedSettled = 1000
  },
  'hold is not settled plus refunded': (s) => {
    s.message.hold = 4000
  },
  'book differs from its entries': (s) => {
    s.books.balances.spent = 1
  },
  'negative book': (s) => {
    s.books.balances.available = -1
  },
  'left though suppressed': (s) => mayNotLeave(s, 'suppressed'),
  'left though stopped': (s) => mayNotLeave(s, 'stopped'),
  'left though cancelled': (s) => mayNotLeave(s, 'cancelled'),
  'left though paused': (s) => seen(s, 'left though paused'),
  'answered with a fault of its own': (s) => seen(s, 'answered with a fault of its own'),
  'called itself usable without a database': (s) => seen(s, 'called itself usable without a database'),
  'sending was switched off': (s) => {
    s.books.sendingOff = 'RESTORED'
  },
}

function seen(scene: Scene, kind: ViolationKind): void {
  scene.promised.seen = [{ kind, about: 'something' }]
}

const kindsOf = ({ books, received, promised }: Scene) =>
  audit(books, received, promised).map(({ kind }) => kind)

test('where everything is as it should be, the auditor finds nothing', () => {
  expect(audit(scene().books, scene().received, scene().promised)).toEqual([])
})

test.each(violationKinds)('it reports: %s', (kind) => {
  const s = scene()
  planted[kind](s)
  expect(kindsOf(s)).toContain(kind)
})

test('a request that may have left and did is no violation, nor is one that did not', () => {
  const s = scene()
  receive(s, s.row('unknown').msisdn, 1)
  expect(kindsOf(s)).toEqual([])
})

test('a number that a person chose to send to again may be received once per row, and not once more', () => {
  const s = scene()
  const again = { ...s.row('delivered'), messageId: 2, seq: 1 }
  s.books.recipients.push(again)
  s.books.messages.push({ id: 2, uuid: 'v', state: 'sent', total: 1, hold: 0, openChunks: 0 })
  receive(s, again.msisdn, 2)
  expect(kindsOf(s)).not.toContain('received twice')
  receive(s, again.msisdn, 3)
  expect(kindsOf(s)).toContain('received twice')
})

test('a number that nobody was asked to send to is reported', () => {
  const s = scene()
  receive(s, '254711111111', 1)
  expect(kindsOf(s)).toEqual(['received but counted as not sent'])
})

test('what a receipt refused after the provider had taken it counts as received', () => {
  const s = scene()
  Object.assign(s.row('accepted'), { state: stateNumber('rejected') })
  s.chunk.counters = recipientStates.map(
    (_, state) => s.books.recipients.filter((row) => row.state === state).length,
  )
  expect(kindsOf(s)).toEqual([])
})
