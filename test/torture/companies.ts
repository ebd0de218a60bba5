/** The providers that a torture run sends through, and whom it sends to there: everybody has a number of their own. */
export type Company = {
  provider: string
  sender: string
  settings: Record<string, unknown>
  /** Leading digits of its recipients' numbers, and how many digits follow. */
  prefix: string
  digits: number
  /** Faults of its own besides those of the way. */
  faults: readonly Fault[]
}

export type Fault = { kind: string; share: number; [more: string]: unknown }

const polls = { pollAfterSeconds: [1, 3, 8, 30, 120] }

/** Receipts that come twice, out of order, before the answer, or never. */
const receiptFaults: readonly Fault[] = [
  { kind: 'receipt-twice', share: 0.1 },
  { kind: 'receipt-disordered', share: 0.05 },
  { kind: 'receipt-early', share: 0.05 },
  { kind: 'receipt-lost', share: 0.05 },
]

export const companies: readonly Company[] = [
  {
    provider: 'send2',
    sender: '12345',
    settings: { ...polls, defaultCountry: 'KE' },
    ...{ prefix: '254711', digits: 6 },
    faults: [...receiptFaults, { kind: 'refuse', share: 0.03 }, { kind: 'without-id', share: 0.02 }],
  },
  {
    provider: 'advanta',
    sender: 'LONGWAVE',
    settings: { ...polls, defaultCountry: 'KE', listSize: 20, bulkSize: 10 },
    ...{ prefix: '254722', digits: 6 },
    faults: [
      ...receiptFaults,
      { kind: 'refuse', share: 0.03 },
      { kind: 'omit', share: 0.02 },
      { kind: 'repeat', share: 0.02 },
      { kind: 'shuffle', share: 0.1 },
    ],
  },
  {
    provider: 'twochat',
    sender: '+17137157533',
    settings: { defaultCountry: 'KE', throttledSeconds: 1 },
    ...{ prefix: '254733', digits: 6 },
    faults: [
      { kind: 'refuse', share: 0.03 },
      { kind: 'without-id', share: 0.02 },
    ],
  },
  {
    provider: 'voximplant',
    sender: 'LONGWAVE',
    settings: {
      ...polls,
      defaultCountry: 'KE',
      service: 'a2p',
      lookupDelaySeconds: 0,
      repeatPauseSeconds: 1,
    },
    ...{ prefix: '254745', digits: 6 },
    faults: [...receiptFaults, { kind: 'refuse', share: 0.02 }, { kind: 'omit', share: 0.02 }],
  },
  {
    provider: 'mesms',
    sender: 'LONGWAVE',
    settings: { ...polls, defaultCountry: 'TH', batchSize: 25, lookupDelaySeconds: 10 },
    ...{ prefix: '6681', digits: 7 },
    faults: [...receiptFaults, { kind: 'omit', share: 0.02 }],
  },
  {
    provider: 'rehearsal',
    sender: 'REHEARSAL',
    settings: {
      defaultCountry: 'TH',
      ...{ latencyMs: 20, jitterMs: 200, receiptDelayMs: 200, receiptJitterMs: 300 },
      ...{ refusedPercent: 3, lostPercent: 2, lostBy: 'reset', malformedPercent: 2 },
      ...{
        undeliveredPercent: 5,
        expiredPercent: 2,
        noReceiptPercent: 5,
        duplicatePercent: 10,
        disorderPercent: 5,
      },
      ...{ outageEverySeconds: 17, outageSeconds: 1, outageBy: 'reset' },
    },
    ...{ prefix: '6689', digits: 7 },
    faults: [],
  },
]

/** Faults of the way that every emulator can show, with the share of requests that they hit. */
export const faultsOfTheWay: readonly Fault[] = [
  { kind: 'delay-before', share: 0.03, ms: 300 },
  { kind: 'delay-after', share: 0.03, ms: 300 },
  { kind: 'reset-before', share: 0.01 },
  { kind: 'reset-after', share: 0.02 },
  { kind: 'hang-before', share: 0.01, ms: 400 },
  { kind: 'hang-after', share: 0.01, ms: 400 },
  { kind: 'status-before', share: 0.005 },
  { kind: 'status-after', share: 0.02 },
  { kind: 'throttle', share: 0.005, retryAfter: 1 },
  { kind: 'html', share: 0.01 },
  { kind: 'broken-json', share: 0.01 },
  { kind: 'half-body', share: 0.01 },
  { kind: 'empty-body', share: 0.01 },
  { kind: 'garbage', share: 0.01 },
]
