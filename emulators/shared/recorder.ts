import type { IncomingHttpHeaders } from 'node:http'

/** One request as the emulator saw it. */
export type RequestRecord = {
  seq: number
  /** The emulator's clock, ms. */
  at: number
  operation: string
  method: string
  /** With its query. */
  path: string
  headers: IncomingHttpHeaders
  /** The first 2,000 characters. */
  body: string
  /** What was answered; null when nothing was, or the connection was cut. */
  status: number | null
  /** The faults that were shown. */
  hazards: string[]
  /** How many numbers it named, and how many of them were accepted. */
  numbers: number
  accepted: number
}

export type Counts = {
  requests: number
  byOperation: Record<string, number>
  /** By HTTP status; `none` is a hang or a cut connection. */
  byStatus: Record<string, number>
  /** SMS named in requests to send, and accepted, repetitions included. */
  received: number
  accepted: number
  numbersReceived: number
  numbersAccepted: number
  /** Numbers that were accepted more than once, and by how many SMS too many. */
  numbersAcceptedTwice: number
  acceptedTooMany: number
  inFlight: number
  mostInFlight: number
  /** The most requests that arrived within one second of the clock. */
  busiestSecond: number
  /** Numbers that were not noted because `maxNumbers` was reached. */
  notNoted: number
}

/**
 * What an auditor compares with the product's own books: how often each number was named in a request to send, and how
 * often it was accepted. Two counters per number, so that millions of numbers fit; whole requests are kept for the last
 * few only.
 */
export type Recorder = {
  begin: () => void
  /** The answer has left, or the connection is gone. */
  leave: () => void
  note: (record: Omit<RequestRecord, 'seq'>) => void
  receive: (number: string) => void
  accept: (number: string) => void
  /** Undoes an acceptance, for what was cancelled before it was sent. */
  withdraw: (number: string) => void
  seen: (number: string) => number
  received: () => ReadonlyMap<string, number>
  accepted: () => ReadonlyMap<string, number>
  counts: () => Counts
  requests: () => RequestRecord[]
  reset: () => void
}

const BODY_KEPT = 2_000

/** A copy: a slice would keep the whole body, up to tens of megabytes, alive. */
const beginning = (body: string) =>
  body.length <= BODY_KEPT ? body : Buffer.from(body.slice(0, BODY_KEPT)).toString()

type State = {
  received: Map<string, number>
  accepted: Map<string, number>
  ring: RequestRecord[]
  requests: number
  receivedTotal: number
  acceptedTotal: number
  notNoted: number
  inFlight: number
  mostInFlight: number
  second: number
  inSecond: number
  busiestSecond: number
  byOperation: Record<string, number>
  byStatus: Record<string, number>
}

const emptyState = (): State => ({
  received: new Map(),
  accepted: new Map(),
  ring: [],
  requests: 0,
  receivedTotal: 0,
  acceptedTotal: 0,
  notNoted: 0,
  inFlight: 0,
  mostInFlight: 0,
  second: 0,
  inSecond: 0,
  busiestSecond: 0,
  byOperation: {},
  byStatus: {},
})

function countsOf(state: State): Counts {
  let numbersAcceptedTwice = 0
  let acceptedTooMany = 0
  for (const times of state.accepted.values())
    if (times > 1) {
      numbersAcceptedTwice += 1
      acceptedTooMany += times - 1
    }
  return {
    requests: state.requests,
    byOperation: { ...state.byOperation },
    byStatus: { ...state.byStatus },
    received: state.receivedTotal,
    accepted: state.acceptedTotal,
    numbersReceived: state.received.size,
    numbersAccepted: state.accepted.size,
    numbersAcceptedTwice,
    acceptedTooMany,
    inFlight: state.inFlight,
    mostInFlight: state.mostInFlight,
    busiestSecond: state.busiestSecond,
    notNoted: state.notNoted,
  }
}

export function createRecorder(limits: { maxNumbers?: number; maxRequests?: number } = {}): Recorder {
  const maxNumbers = limits.maxNumbers ?? 4_000_000
  const maxRequests = limits.maxRequests ?? 1_000
  let state = emptyState()
  const add = (book: Map<string, number>, number: string, by: number) => {
    const before = book.get(number)
    if (before === undefined && book.size >= maxNumbers) state.notNoted += 1
    else if ((before ?? 0) + by <= 0) book.delete(number)
    else book.set(number, (before ?? 0) + by)
  }
  return {
    begin: () => {
      state.inFlight += 1
      if (state.inFlight > state.mostInFlight) state.mostInFlight = state.inFlight
      const second = Math.floor(performance.now() / 1000)
      state.inSecond = second === state.second ? state.inSecond + 1 : 1
      state.second = second
      if (state.inSecond > state.busiestSecond) state.busiestSecond = state.inSecond
    },
    leave: () => {
      state.inFlight -= 1
    },
    note: (record) => {
      const entry = { ...record, seq: ++state.requests, body: beginning(record.body) }
      state.byOperation[record.operation] = (state.byOperation[record.operation] ?? 0) + 1
      const status = record.status ?? 'none'
      state.byStatus[status] = (state.byStatus[status] ?? 0) + 1
      state.ring[(state.requests - 1) % maxRequests] = entry
    },
    receive: (number) => {
      state.receivedTotal += 1
      add(state.received, number, 1)
    },
    accept: (number) => {
      state.acceptedTotal += 1
      add(state.accepted, number, 1)
    },
    withdraw: (number) => {
      state.acceptedTotal -= 1
      add(state.accepted, number, -1)
    },
    seen: (number) => state.received.get(number) ?? 0,
    received: () => state.received,
    accepted: () => state.accepted,
    counts: () => countsOf(state),
    requests: () => [...state.ring].sort((one, other) => one.seq - other.seq),
    reset: () => {
      const inFlight = state.inFlight
      state = { ...emptyState(), inFlight }
    },
  }
}
