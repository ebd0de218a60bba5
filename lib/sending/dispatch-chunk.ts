import type { HealthNotes } from '#lib/accounts/health-notes.ts'
import type { OpenAccount } from '#lib/accounts/open-account.ts'
import { doubtMs, LEASE_MS } from '#lib/messages/rules-doubt.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import { sqlState } from '#lib/platform/database.ts'
import type { Connection, OutgoingSms, SendOutcome } from '#lib/providers/provider.ts'
import { parseTemplate, placeholderNames, type Template } from '#lib/sms/placeholders.ts'
import { cutBatches, requestSize } from './cut-batches.ts'
import { haltAccount, haltMessage } from './halt-message.ts'
import { nothing, notSent, type Result, toResult } from './outcomes.ts'
import { outgoing } from './outgoing.ts'
import type { Pace } from './pace.ts'
import type { RefusalWatch } from './refusal-watch.ts'
import * as store from './store-dispatch.ts'

/** A request is written within half the lease from before its intent was asked for, or not at all. */
const INTENT_MS = LEASE_MS / 2
const RENEW_MS = LEASE_MS / 3
/** Recipients per intent for providers that take one number a request. */
export const SUB_BATCH = 100
/** How long a run waits for others to end. */
const PATIENCE_MS = 1000

export type Line = { account: OpenAccount; connection: Connection }
export type Dispatcher = {
  root: RootCtx
  /** The worker's name. */
  worker: string
  pace: Pace
  refusals: RefusalWatch
  health: HealthNotes
  /** The open line to an account; shared by everything that this worker sends. */
  line: (accountId: number) => Promise<Line>
  /** The same, once the account has been read anew. */
  renewLine: (accountId: number) => Promise<Line>
  /** True once the worker has been asked to stop: what is in flight is finished, nothing new begins. */
  stopping: () => boolean
  /** Asks whether a request may still be written; the worker's clocks decide. */
  clock: { monotonic: () => number; wall: () => number }
}

type Work = {
  chunk: store.ClaimedChunk
  line: Line
  content: store.Content & { template: Template }
  /** People get texts of their own. */
  differ: boolean
  /** Recipients that one request carries; fewer once it turned out that they have to be sent apart. */
  perRequest: number
  step: number
  isUrgent: boolean
}

/**
 * Sends a claimed chunk, one sub-batch after another, until it is done, held, out of tokens, wanted by nobody (`mayGoOn`)
 * or somebody else's. Answers whether its message has a rate of its own. Each round trip stores the last outcomes and
 * commits the next intent; exactly the rows that it returns are sent.
 */
export async function dispatchChunk(
  dispatcher: Dispatcher,
  chunk: store.ClaimedChunk,
  line: Line,
  { mayGoOn, isUrgent }: { mayGoOn: () => boolean; isUrgent: boolean },
): Promise<boolean> {
  const { pace, clock, root } = dispatcher
  const found = await store.findContent(root.pool, chunk.messageId)
  const template = parseTemplate(found.content)
  const content = { ...found, template }
  const differ = placeholderNames(template).length > 0 && (await store.hasOwnValues(root.pool, chunk))
  const perRequest = requestSize(line.account.capabilities.batch, differ)
  const work: Work = { chunk, line, content, differ, perRequest, step: 0, isUrgent }
  let last = nothing
  let held = 0
  try {
    for (;;) {
      await react(dispatcher, work, last)
      const wanted = last.delay === null && last.halt === null && mayGoOn() && !dispatcher.stopping()
      // Where it cannot be asked how much may leave, nothing does; what came of the last requests is stored all the same.
      const { requests, rows } = wanted ? await takeRequests(dispatcher, work, held).catch(() => none) : none
      const asked = { monotonic: clock.monotonic(), wall: clock.wall() }
      const taken = Math.max(held, requests)
      held = taken
      const given = await step(dispatcher, work, last, rows)
      if (given.intent.length > 0) pace.noteTrip(chunk.accountId, clock.monotonic() - asked.monotonic)
      const batches = toBatches(work, given.intent)
      held = Math.min(batches.length, requests)
      // The outcomes are stored, so others may be in flight instead; so may what the intent did not need.
      pace.giveBack(chunk.accountId, taken - held)
      pace.putBack(chunk.accountId, requests - held)
      if (given.intent.length > 0) last = await sendIntent(dispatcher, work, { batches, requests, asked })
      else if (given.orphans.length > 0) last = notSent(given.orphans)
      else if (!given.owns) return content.ratePerSecond !== null
      else last = nothing
    }
  } finally {
    pace.giveBack(chunk.accountId, held)
  }
}

const none = { requests: 0, rows: 0 }

/**
 * How many requests may leave now, with how many people: by the account's rate and limit, and by the message's own rate
 * if it has one. Large requests leave one at a time.
 */
async function takeRequests(
  { root, pace }: Dispatcher,
  work: Work,
  held: number,
): Promise<{ requests: number; rows: number }> {
  const { perRequest, content } = work
  const { accountId, messageId } = work.chunk
  const want = Math.max(1, Math.floor(SUB_BATCH / perRequest))
  const how = { held, patienceMs: PATIENCE_MS, isUrgent: work.isUrgent }
  const taken = await pace.take(accountId, want, how)
  const most = taken * perRequest
  if (taken === 0 || content.ratePerSecond === null) return { requests: taken, rows: most }
  const rows = await store.leaseMessage(root.pool, messageId, most).catch(() => 0)
  const requests = Math.ceil(rows / perRequest)
  pace.giveBack(accountId, Math.max(held, taken) - Math.max(held, requests))
  pace.putBack(accountId, taken - requests)
  return { requests, rows }
}

/** What refusals and a busy provider mean for everybody. What cannot be told now is told by the next that meets it. */
async function react(dispatcher: Dispatcher, { chunk, line }: Work, last: Result): Promise<void> {
  const { root, refusals } = dispatcher
  try {
    if (last.outcomes.some((o) => o.kind === store.outcomeKind.accepted))
      await refusals.recover(chunk.accountId)
    if (last.delay && last.delay.ms > 0) {
      if (last.delay.unreachable) refusals.fail(chunk.accountId)
      await store.delayAccount(root.pool, chunk.accountId, last.delay)
    }
    const tooMany = refusals.note(chunk.messageId, last.outcomes)
    const halt = last.halt && !(await isOutdated(dispatcher, line, last.halt)) ? last.halt : null
    if (halt?.about === 'account') await haltAccount(root, chunk.accountId, halt)
    if (halt) await haltMessage(root, chunk.messageId, 'PROVIDER_REFUSED', halt)
    else if (tooMany) await haltMessage(root, chunk.messageId, 'TOO_MANY_REFUSALS', tooMany)
  } catch (error) {
    root.log.warn('what a provider said could not be acted on; the next answer is', { error: String(error) })
  }
}

/** Whether the account was changed since it was refused: whoever has just put it right is not told that it is wrong. */
async function isOutdated(
  dispatcher: Dispatcher,
  { account }: Line,
  { about }: { about: 'message' | 'account' },
): Promise<boolean> {
  if (about !== 'account') return false
  const now = await dispatcher.renewLine(account.id)
  return now.account.fingerprint !== account.fingerprint
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
    doubtMs: doubtMs(work.line.account.capabilities),
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

type Intent = {
  batches: Outgoing[][]
  /** As many may leave. */
  requests: number
  asked: { monotonic: number; wall: number }
}

async function sendIntent(
  dispatcher: Dispatcher,
  work: Work,
  { batches, requests, asked }: Intent,
): Promise<Result> {
  const { clock } = dispatcher
  // Both clocks: a machine that slept, or whose clock was set, finds out here and not at the recipient's phone.
  const mayStart = () =>
    clock.monotonic() - asked.monotonic < INTENT_MS && Math.abs(clock.wall() - asked.wall) < INTENT_MS
  const renew = setInterval(() => {
    store.renewChunk(dispatcher.root.pool, work.chunk, LEASE_MS).catch(() => undefined)
  }, RENEW_MS)
  // What needs more requests than were allowed is not written, and the next intents ask for fewer people.
  const left = batches.slice(requests).flat()
  if (left.length > 0) work.perRequest = Math.max(1, Math.floor(batches.flat().length / batches.length))
  try {
    const results = await Promise.all(
      batches.slice(0, requests).map((batch) => sendBatch(dispatcher, work, batch, mayStart)),
    )
    const result = toResult(results.flat())
    return { ...result, outcomes: [...result.outcomes, ...notSent(left.map(({ seq }) => seq)).outcomes] }
  } finally {
    clearInterval(renew)
  }
}

type Outgoing = { seq: number; sms: OutgoingSms }

const toBatches = (work: Work, rows: readonly store.IntentRow[]): Outgoing[][] =>
  cutBatches(
    rows.map((row) => ({
      seq: row.seq,
      sms: outgoing(work.content, { ...row, messageId: work.chunk.messageId }),
    })),
    work.line.account.capabilities.batch,
    work.differ,
  )

async function sendBatch(
  { root, health, clock, refusals, pace }: Dispatcher,
  { line, content, chunk, isUrgent }: Work,
  batch: Outgoing[],
  mayStart: () => boolean,
): Promise<{ seq: number; outcome: SendOutcome }[]> {
  const { account, connection } = line
  const lost = (reason: string): SendOutcome => ({ kind: 'unknown', reason })
  await pace.enter(account.id, isUrgent)
  const began = clock.monotonic()
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
  const took = clock.monotonic() - began
  pace.leave(account.id, took)
  health.note(account.id, outcomes, took)
  const unclear = refusals.noteRequest(chunk.messageId, outcomes)
  if (unclear) await haltMessage(root, chunk.messageId, 'NO_CLEAR_ANSWERS', unclear).catch(() => undefined)
  return batch.map(({ seq }, i) => ({ seq, outcome: outcomes[i] ?? lost('NO_ANSWER') }))
}
