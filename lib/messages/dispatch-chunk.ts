import type { OpenAccount } from '#lib/accounts/open-account.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import type { Connection, OutgoingSms, SendOutcome } from '#lib/providers/provider.ts'
import { parseTemplate, placeholderNames, render, type Template } from '#lib/sms/placeholders.ts'
import { haltAccount, haltMessage } from './halt-message.ts'
import { nothing, notSent, type Result, toResult } from './outcomes.ts'
import type { Pace } from './pace.ts'
import type { RefusalWatch } from './refusal-watch.ts'
import { CHUNK_SIZE, ourReference } from './rules.ts'
import * as store from './store-dispatch.ts'

/** How long a chunk belongs to a worker that says nothing. What is in flight longer than this is in nobody's hands. */
export const LEASE_MS = 15_000
/** A request is written within half the lease from before its intent was asked for, or not at all. */
const INTENT_MS = LEASE_MS / 2
const RENEW_MS = LEASE_MS / 3
/** Recipients per intent for providers that take one number a request. */
export const SUB_BATCH = 50

export type Line = { account: OpenAccount; connection: Connection }
export type Dispatcher = {
  root: RootCtx
  /** The worker's name. */
  worker: string
  pace: Pace
  refusals: RefusalWatch
  /** The open line to an account; shared by everything that this worker sends. */
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
  /** Recipients that one request carries. */
  perRequest: number
  step: number
}

/**
 * Sends a claimed chunk, one sub-batch after another, until it is done, held, out of tokens, wanted by nobody (`mayGoOn`)
 * or somebody else's. Each round trip stores the last outcomes and commits the next intent; exactly the rows that it
 * returns are sent.
 */
export async function dispatchChunk(
  dispatcher: Dispatcher,
  chunk: store.ClaimedChunk,
  line: Line,
  mayGoOn: () => boolean,
): Promise<void> {
  const { pace, clock, root } = dispatcher
  const content = await store.findContent(root.pool, chunk.messageId)
  const template = parseTemplate(content.content)
  const work: Work = { chunk, line, content, template, perRequest: requestSize(line, template), step: 0 }
  let last = nothing
  let taken = 0
  try {
    for (;;) {
      const inFlight = taken
      await react(dispatcher, chunk, last)
      const wanted = last.delay === null && last.halt === null && mayGoOn() && !dispatcher.stopping()
      const requests = wanted ? await takeRequests(dispatcher, work) : 0
      taken += requests
      const asked = { monotonic: clock.monotonic(), wall: clock.wall() }
      const given = await step(dispatcher, work, last, requests * work.perRequest)
      // The outcomes are stored, so others may be in flight instead; so may what the intent did not need.
      const used = Math.ceil(given.intent.length / work.perRequest)
      pace.giveBack(chunk.accountId, inFlight)
      pace.putBack(chunk.accountId, requests - used)
      taken = used
      if (given.intent.length > 0) last = await sendIntent(dispatcher, work, given.intent, asked)
      else if (given.orphans.length > 0) last = notSent(given.orphans)
      else if (!given.owns) return
      else last = nothing
    }
  } finally {
    pace.giveBack(chunk.accountId, taken)
  }
}

/** The provider's batch, or one where texts differ and it takes only equal ones. */
function requestSize(line: Line, template: Template): number {
  const { size, texts } = line.account.capabilities.batch
  return texts === 'one' && placeholderNames(template).length > 0 ? 1 : Math.min(size, CHUNK_SIZE)
}

/** How many requests may leave now: by the account's rate and limit, and by the message's own rate if it has one. */
async function takeRequests({ root, pace }: Dispatcher, work: Work): Promise<number> {
  const { accountId, messageId } = work.chunk
  const taken = await pace.take(accountId, work.perRequest > 1 ? 1 : SUB_BATCH)
  if (taken === 0 || work.content.ratePerSecond === null) return taken
  const recipients = await store.leaseMessage(root.pool, messageId, taken * work.perRequest).catch(() => 0)
  const allowed = Math.floor(recipients / work.perRequest)
  pace.putBack(accountId, taken - allowed)
  return allowed
}

/** What refusals and a busy provider mean for everybody. What cannot be told now is told by the next that meets it. */
async function react(dispatcher: Dispatcher, chunk: store.ClaimedChunk, last: Result): Promise<void> {
  const { root, refusals } = dispatcher
  try {
    if (last.outcomes.some((o) => o.kind === store.outcomeKind.accepted))
      await refusals.recover(chunk.accountId)
    if (last.delay && last.delay.ms > 0) {
      if (last.delay.unreachable) refusals.fail(chunk.accountId)
      await store.delayAccount(root.pool, chunk.accountId, last.delay)
    }
    const { halt } = last
    if (halt?.about === 'account') await haltAccount(root, chunk.accountId, halt)
    const tooMany = refusals.note(chunk.messageId, last.outcomes)
    if (halt) await haltMessage(root, chunk.messageId, 'PROVIDER_REFUSED', halt)
    else if (tooMany) await haltMessage(root, chunk.messageId, 'TOO_MANY_REFUSALS', tooMany)
  } catch (error) {
    root.log.warn('what a provider said could not be acted on; the next answer is', { error: String(error) })
  }
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
      const why = { attempt, error: String(error), messageId: work.chunk.messageId }
      dispatcher.root.log.warn('a step could not be stored; it is repeated', why)
      // A statement that the database refuses for what is in it will not get better; the rest goes on without it.
      if (attempt >= (isAboutData(error) ? 3 : dispatcher.stopping() ? 20 : Number.POSITIVE_INFINITY))
        throw error
      await new Promise((resolve) => setTimeout(resolve, Math.min(50 * 2 ** attempt, 2000)))
    }
  }
}

/** Classes of SQLSTATE that speak of values, constraints and names: not of connections, locks, limits or a full disk. */
const isAboutData = (error: unknown): boolean => /^(22|23|42)/.test(sqlState(error) ?? '')

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
    const results = await Promise.all(batches.map((batch) => sendBatch(dispatcher, work, batch, mayStart)))
    return toResult(results.flat())
  } finally {
    clearInterval(renew)
  }
}

type Outgoing = { seq: number; sms: OutgoingSms }

/** Cuts an intent into requests as the provider takes them: at most its batch, equal texts where it takes only one. */
function toBatches(work: Work, rows: store.IntentRow[]): Outgoing[][] {
  const { texts } = work.line.account.capabilities.batch
  const open = new Map<string, Outgoing[]>()
  const batches: Outgoing[][] = []
  for (const row of rows) {
    const sms = toSms(work, row)
    const key = texts === 'one' ? sms.text : ''
    let batch = open.get(key)
    if (!batch || batch.length >= work.perRequest) {
      batch = []
      batches.push(batch)
      open.set(key, batch)
    }
    batch.push({ seq: row.seq, sms })
  }
  return batches
}

function toSms({ content, chunk, template }: Work, row: store.IntentRow): OutgoingSms {
  const { text } = render(
    template,
    row.variables ? { ...content.variables, ...row.variables } : content.variables,
  )
  const reference = ourReference(content.era, chunk.messageId, row.seq)
  return { reference, to: row.msisdn, text, parts: row.parts }
}

async function sendBatch(
  { root }: Dispatcher,
  { line, content }: Work,
  batch: Outgoing[],
  mayStart: () => boolean,
): Promise<{ seq: number; outcome: SendOutcome }[]> {
  const { account, connection } = line
  const lost = (reason: string): SendOutcome => ({ kind: 'unknown', reason })
  let outcomes: SendOutcome[]
  try {
    outcomes = await connection.send({
      sender: content.sender,
      messages: batch.map(({ sms }) => sms),
      callbackUrl: account.callbackUrl,
      mayStart,
    })
  } catch (error) {
    root.log.error('an adapter threw while sending', {
      provider: account.provider.name,
      error: String(error),
    })
    outcomes = batch.map(() => lost('ADAPTER_FAILED'))
  }
  return batch.map(({ seq }, i) => ({ seq, outcome: outcomes[i] ?? lost('NO_ANSWER') }))
}
