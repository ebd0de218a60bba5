import type pg from 'pg'
import { firstSeq } from '#lib/messages/rules.ts'

/** One recipient of an intent: exactly what may be sent now. */
export type IntentRow = {
  seq: number
  msisdn: string
  parts: number
  variables: Record<string, string> | null
}

export type ClaimedChunk = {
  messageId: number
  chunkNo: number
  epoch: number
  accountId: number
  state: string
}

/** As the SQL function numbers them. */
export const outcomeKind = { accepted: 1, refused: 2, notSent: 3, unknown: 4 } as const

export type RecordedOutcome = {
  seq: number
  kind: (typeof outcomeKind)[keyof typeof outcomeKind]
  reference: string | null
  reason: string | null
  parts: number | null
  /** Of the recipient, in the provider's own numbering. */
  network: number | null
}

export type StepInput = {
  step: number
  outcomes: readonly RecordedOutcome[]
  want: number
  leaseMs: number
  release: boolean
  /** How long nobody may decide about a row of the intent whose outcome is unknown. */
  doubtMs: number
}

export type StepResult = {
  /** Still the caller's chunk, after this. */
  owns: boolean
  step: number
  state: string
  queued: number
  orphans: number[]
  intent: IntentRow[]
}

/** A message with something to claim: a chunk that may be sent now, or one that has to be wound up. */
export type Candidate = {
  messageId: number
  accountId: number
  /** Lower goes first; 0 is urgent. */
  priority: number
  maxInFlight: number
  /** Nothing of it is sent any more; it only has to be wound up. */
  isEnding: boolean
}

/** More than one intent asks for, so that what a rate has to give decides. */
const ANY_NUMBER = 1000

/** Longer than any statement here waits for a lock. */
const ANSWER_MS = 30_000

/**
 * What is not answered in this time fails, and its connection is given up: the network may have forgotten it, which the
 * system would notice after a quarter of an hour only. Until then a loop, or a chunk, would stand still.
 */
function ask(pool: pg.Pool, query: pg.QueryConfig): Promise<pg.QueryResult> {
  // The driver knows it of each query, though its types do not say so.
  const inTime = { ...query, query_timeout: ANSWER_MS }
  return pool.query(inTime)
}

/**
 * Per account the messages that go first, and messages that have to be wound up. Those whose chunks are all taken are left
 * out, and those whose own rate lets nobody leave just now: they would keep the others from being seen.
 */
export async function findCandidates(pool: pg.Pool, perAccount: number): Promise<Candidate[]> {
  const { rows } = await ask(pool, {
    name: 'find_candidates',
    text: `
      with free as materialized (select clock_timestamp() as now)
      select c.id as "messageId", a.id as "accountId", c.priority,
        a.max_in_flight as "maxInFlight", c.is_ending as "isEnding"
      from free, account a cross join lateral (
        select m.id, m.priority, m.state = 'cancelled' or m.reason = 'NOT_AFTER' as is_ending from message m
        where m.account_id = a.id and m.open_chunks > 0 and m.state in ('sending', 'cancelled')
          and exists (select 1 from chunk k where k.message_id = m.id and k.state in ('open', 'closing')
            and (k.lease_until is null or k.lease_until < free.now or k.lease_until > free.now + interval '2 minutes')
            and (k.state = 'closing' or (a.enabled and a.attention is null
              and (a.not_before is null or a.not_before <= free.now)
              and (k.not_before is null or k.not_before <= free.now)
              and (k.closes_at is null or k.closes_at > free.now)
              and not exists (select 1 from message_pace p where p.message_id = m.id
                and pace_tokens(p.tokens_until, free.now, p.rate_per_second, $2) = 0))))
        order by m.priority, m.id limit $1) c`,
    values: [perAccount, ANY_NUMBER],
  })
  return rows
}

/** `mine`: chunks of the message that this worker works on already. */
export async function claimChunk(
  pool: pg.Pool,
  worker: string,
  leaseMs: number,
  messageId: number,
  mine: readonly number[] = [],
): Promise<ClaimedChunk | null> {
  const { rows } = await ask(pool, {
    name: 'chunk_claim',
    text: 'select * from chunk_claim($1, $2, $3, $4)',
    values: [worker, leaseMs, messageId, mine],
  })
  const row = rows[0]
  return row
    ? {
        messageId: row.message_id,
        chunkNo: row.chunk_no,
        epoch: row.epoch,
        accountId: row.account_id,
        state: row.state,
      }
    : null
}

/** Values of rows, or null where none has one: that is quick to write and to read. */
const column = <T>(values: readonly (T | null)[]): readonly (T | null)[] | null =>
  values.length > 0 && values.every((value) => value === null) ? null : values

/** The same as PostgreSQL writes numbers; the driver would quote each of them. */
const numbers = (values: readonly (number | null)[]): string | null => {
  const given = column(values)
  return given && `{${given.map((value) => value ?? 'null').join()}}`
}

/** The one round trip of a sub-batch; see chunk_step in prisma/functions.sql. */
export async function stepChunk(pool: pg.Pool, chunk: ClaimedChunk, input: StepInput): Promise<StepResult> {
  const { outcomes } = input
  const { rows } = await ask(pool, {
    name: 'chunk_step',
    text: 'select * from chunk_step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)',
    values: [
      chunk.messageId,
      chunk.chunkNo,
      chunk.epoch,
      input.step,
      numbers(outcomes.map((o) => o.seq)),
      numbers(outcomes.map((o) => o.kind)),
      column(outcomes.map((o) => o.reference)),
      column(outcomes.map((o) => o.reason)),
      numbers(outcomes.map((o) => o.parts)),
      input.want,
      input.leaseMs,
      input.release,
      numbers(outcomes.map((o) => o.network)),
      input.doubtMs,
    ],
  })
  const row = rows[0]
  return {
    owns: row.owns,
    step: row.step,
    state: row.state,
    queued: row.queued,
    orphans: row.orphans,
    intent: row.intent.map(
      ([seq, msisdn, parts, variables]: [number, string, number, Record<string, string> | null]) => ({
        seq,
        msisdn,
        parts,
        variables,
      }),
    ),
  }
}

export async function renewChunk(pool: pg.Pool, chunk: ClaimedChunk, leaseMs: number): Promise<void> {
  await ask(pool, {
    text: 'select chunk_renew($1, $2, $3, $4)',
    values: [chunk.messageId, chunk.chunkNo, chunk.epoch, leaseMs],
  })
}

/** What the texts of a chunk are made of. Frozen at confirmation, so it is read once per claim. */
export type Content = {
  content: string
  variables: Record<string, string>
  sender: string
  era: string
  /** Messages a second, where the message has a rate of its own. */
  ratePerSecond: number | null
}

export async function findContent(pool: pg.Pool, messageId: number): Promise<Content> {
  const { rows } = await ask(pool, {
    name: 'find_content',
    text: `select content, variables, sender_value as sender, era, rate_per_second as "ratePerSecond" from message where id = $1`,
    values: [messageId],
  })
  return rows[0]
}

/** Whether anybody in this chunk has values of their own; without those all of them get the same text. */
export async function hasOwnValues(
  pool: pg.Pool,
  { messageId, chunkNo }: Pick<ClaimedChunk, 'messageId' | 'chunkNo'>,
): Promise<boolean> {
  const { rows } = await ask(pool, {
    name: 'has_own_values',
    text: `select exists (select 1 from recipient
      where message_id = $1 and seq between $2 and $3 and variables is not null) as has`,
    values: [messageId, firstSeq(chunkNo), firstSeq(chunkNo + 1) - 1],
  })
  return rows[0].has
}

export type LeaseWish = { tokens: number; slots: number; inUse: number; leaseMs: number }

export async function leaseAccount(
  pool: pg.Pool,
  accountId: number,
  worker: string,
  wish: LeaseWish,
): Promise<{ tokens: number; slots: number }> {
  const { rows } = await ask(pool, {
    name: 'account_lease',
    text: 'select * from account_lease($1, $2, $3, $4, $5, $6)',
    values: [accountId, worker, wish.tokens, wish.slots, wish.inUse, wish.leaseMs],
  })
  return rows[0]
}

/** How many of these a message's own rate lets leave now. */
export async function leaseMessage(pool: pg.Pool, messageId: number, want: number): Promise<number> {
  const { rows } = await ask(pool, {
    text: 'select message_lease($1, $2) as n',
    values: [messageId, want],
  })
  return rows[0].n
}

/** The provider asked for patience or cannot be reached: the whole account waits, in the database, for all workers. */
export async function delayAccount(
  pool: pg.Pool,
  accountId: number,
  delay: { ms: number; unreachable: boolean },
): Promise<void> {
  await pool.query('select account_delay($1, $2, $3)', [accountId, delay.ms, delay.unreachable])
}

/** The provider took something: what went wrong before is over. */
export async function forgetFailures(pool: pg.Pool, accountId: number): Promise<void> {
  await pool.query(
    'update account set failures = 0, failing_since = null where id = $1 and failing_since is not null',
    [accountId],
  )
}
