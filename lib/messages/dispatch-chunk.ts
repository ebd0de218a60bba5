import type { OpenAccount } from '#lib/accounts/open-account.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Connection, OutgoingSms, SendOutcome } from '#lib/providers/provider.ts'
import { parseTemplate, placeholderNames, render, type Template } from '#lib/sms/placeholders.ts'
import { haltMessage } from './control-message.ts'
import type { Pace } from './pace.ts'
import { CHUNK_SIZE, ourReference } from './rules.ts'
import * as store from './store-dispatch.ts'

/** How long a chunk belongs to a worker that says nothing. What is in flight longer than this is in nobody's hands. */
export const LEASE_MS = 15_000
/** A request is written within half the lease from before its intent was asked for, or not at all. */
const INTENT_MS = LEASE_MS / 2
const RENEW_MS = LEASE_MS / 3
/** Recipients per intent for providers that take one number a request. */
const SUB_BATCH = 50

export type Line = { account: OpenAccount; connection: Connection }
export type Dispatcher = {
  root: RootCtx
  pace: Pace
  /** The open line to an account; shared by all loops of the worker. */
  line: (accountId: number) => Promise<Line>
  /** True once the worker has been asked to stop: what is in flight is finished, nothing new begins. */
  stopping: () => boolean
  /** Asks whether a request may still be written; the worker's clocks decide. */
  clock: { monotonic: () => number; wall: () => number }
}

type Work = {
  chunk: store.ClaimedChunk
  line: Line
  content: store.Content
  template: Template
  step: number
}

type Result = {
  outcomes: store.RecordedOutcome[]
  delayMs: number
  halt: { reason: string; details: object } | null
}

const nothing: Result = { outcomes: [], delayMs: 0, halt: null }

/**
 * Sends a claimed chunk, one sub-batch after another, until it is done, held, out of tokens or somebody else's. Each
 * round trip stores the last outcomes and commits the next intent; exactly the rows that it returns are sent.
 */
export async function dispatchChunk(dispatcher: Dispatcher, chunk: store.ClaimedChunk): Promise<void> {
  const { root, pace, clock } = dispatcher
  const line = await dispatcher.line(chunk.accountId)
  const content = await store.findContent(root.pool, chunk.messageId)
  const work: Work = { chunk, line, content, template: parseTemplate(content.content), step: 0 }
  const perRequest = requestSize(work)
  let last = nothing
  let inFlight = 0
  for (;;) {
    const pause = last.delayMs > 0 || last.halt !== null || dispatcher.stopping()
    const requests = pause ? 0 : await pace.take(chunk.accountId, perRequest > 1 ? 1 : SUB_BATCH)
    const asked = { monotonic: clock.monotonic(), wall: clock.wall() }
    // The whole account waits, in the database and for all workers: what throttles one message throttles the next.
    if (last.delayMs > 0) await store.delayAccount(root.pool, chunk.accountId, last.delayMs)
    if (last.halt) await haltMessage(root, chunk.messageId, last.halt.reason, last.halt.details)
    const given = await step(dispatcher, work, last, requests * perRequest)
    // Outcomes are stored now, so others may be in flight instead; so may what the intent did not need.
    const used = Math.ceil(given.intent.length / perRequest)
    pace.giveBack(chunk.accountId, inFlight + requests - used)
    inFlight = used
    if (given.intent.length > 0) last = await sendIntent(dispatcher, work, given.intent, asked)
    else if (given.orphans.length > 0) last = notSent(given.orphans)
    else if (requests === 0 || !given.owns || given.state !== 'open' || given.queued === 0) return
    else last = nothing
  }
}

/** Recipients that one request carries: the provider's batch, or one where texts differ and it takes only equal ones. */
function requestSize({ line, template }: Pick<Work, 'line' | 'template'>): number {
  const { size, texts } = line.account.capabilities.batch
  return texts === 'one' && placeholderNames(template).length > 0 ? 1 : Math.min(size, CHUNK_SIZE)
}

/** Repeats the round trip until it is stored: outcomes may be repeated, requests never are. */
async function step(
  dispatcher: Dispatcher,
  work: Work,
  last: Result,
  want: number,
): Promise<store.StepResult> {
  const input: store.StepInput = {
    step: work.step,
    outcomes: last.outcomes,
    want,
    leaseMs: LEASE_MS,
    release: want === 0,
  }
  for (let attempt = 0; ; attempt++) {
    try {
      const given = await store.stepChunk(dispatcher.root.pool, work.chunk, input)
      work.step = given.step
      return given
    } catch (error) {
      dispatcher.root.log.warn('a step could not be stored; it is repeated', {
        attempt,
        error: String(error),
      })
      if (dispatcher.stopping() && attempt > 20) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.min(50 * 2 ** attempt, 2000)))
    }
  }
}

async function sendIntent(
  dispatcher: Dispatcher,
  work: Work,
  rows: store.IntentRow[],
  asked: { monotonic: number; wall: number },
): Promise<Result> {
  const { clock } = dispatcher
  // Both clocks: a machine that slept, or whose clock was set, finds out here and not at the recipient's phone.
  const mayStart = () =>
    clock.monotonic() - asked.monotonic < INTENT_MS && Math.abs(clock.wall() - asked.wall) < INTENT_MS
  const renew = setInterval(() => {
    store.renewChunk(dispatcher.root.pool, work.chunk, LEASE_MS).catch(() => undefined)
  }, RENEW_MS)
  try {
    const batches = toBatches(work, rows)
    const results = await Promise.all(batches.map((batch) => sendBatch(work, batch, mayStart)))
    return merge(results.flat())
  } finally {
    clearInterval(renew)
  }
}

type Outgoing = { row: store.IntentRow; sms: OutgoingSms }
type Sent = { row: store.IntentRow; outcome: SendOutcome }

/** Cuts an intent into requests as the provider takes them: at most its batch, equal texts where it takes only one. */
function toBatches(work: Work, rows: store.IntentRow[]): Outgoing[][] {
  const { size, texts } = work.line.account.capabilities.batch
  const open = new Map<string, Outgoing[]>()
  const batches: Outgoing[][] = []
  for (const row of rows) {
    const sms = toSms(work, row)
    const key = texts === 'one' ? sms.text : ''
    let batch = open.get(key)
    if (!batch || batch.length >= size) {
      batch = []
      batches.push(batch)
      open.set(key, batch)
    }
    batch.push({ row, sms })
  }
  return batches
}

function toSms(work: Work, row: store.IntentRow): OutgoingSms {
  const { content, chunk } = work
  const { text } = render(
    work.template,
    row.variables ? { ...content.variables, ...row.variables } : content.variables,
  )
  return {
    reference: ourReference(content.era, chunk.messageId, row.seq),
    to: row.msisdn,
    text,
    parts: row.parts,
  }
}

async function sendBatch(work: Work, batch: Outgoing[], mayStart: () => boolean): Promise<Sent[]> {
  const { account, connection } = work.line
  const outcomes = await connection
    .send({
      sender: work.content.sender,
      messages: batch.map(({ sms }) => sms),
      callbackUrl: account.callbackUrl,
      mayStart,
    })
    .catch((error: unknown): SendOutcome[] =>
      batch.map(() => ({ kind: 'unknown', reason: `ADAPTER_FAILED: ${String(error)}` })),
    )
  return batch.map(({ row }, i) => ({
    row,
    outcome: outcomes[i] ?? { kind: 'unknown', reason: 'NO_ANSWER' },
  }))
}

/** Turns what the adapter said into what is stored. Refusals about everybody leave their rows queued and stop the message. */
function merge(sent: Sent[]): Result {
  const result: Result = { outcomes: [], delayMs: 0, halt: null }
  for (const { row, outcome } of sent) {
    const record = (kind: keyof typeof store.outcomeKind, rest: Partial<store.RecordedOutcome> = {}) =>
      result.outcomes.push({
        seq: row.seq,
        kind: store.outcomeKind[kind],
        reference: null,
        reason: null,
        parts: null,
        ...rest,
      })
    switch (outcome.kind) {
      case 'accepted':
        record('accepted', { reference: outcome.reference, parts: outcome.parts ?? null })
        break
      case 'refused':
        if (outcome.about === 'recipient') record('refused', { reason: outcome.code })
        else {
          record('notSent')
          result.halt = { reason: 'PROVIDER_REFUSED', details: { code: outcome.code, text: outcome.reason } }
        }
        break
      case 'throttled':
        record('notSent')
        result.delayMs = Math.max(result.delayMs, outcome.retryAfterMs)
        break
      case 'unknown':
        record('unknown', { reason: 'NO_ANSWER' })
        break
      default:
        outcome satisfies never
    }
  }
  return result
}

/** Rows of an intent whose answer was lost: this worker never sent them, and nobody else could. */
const notSent = (seqs: number[]): Result => ({
  outcomes: seqs.map((seq) => ({
    seq,
    kind: store.outcomeKind.notSent,
    reference: null,
    reason: null,
    parts: null,
  })),
  delayMs: 0,
  halt: null,
})
