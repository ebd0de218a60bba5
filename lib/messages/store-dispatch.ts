import type pg from 'pg'

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
}

export type StepInput = {
  step: number
  outcomes: readonly RecordedOutcome[]
  want: number
  leaseMs: number
  release: boolean
}

export type StepResult = {
  owns: boolean
  step: number
  state: string
  queued: number
  orphans: number[]
  intent: IntentRow[]
}

export async function claimChunk(
  pool: pg.Pool,
  worker: string,
  leaseMs: number,
  accounts: readonly number[],
): Promise<ClaimedChunk | null> {
  const { rows } = await pool.query({
    name: 'chunk_claim',
    text: 'select * from chunk_claim($1, $2, $3)',
    values: [worker, leaseMs, accounts],
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

/** The one round trip of a sub-batch; see the sending protocol in prisma/migrations. */
export async function stepChunk(pool: pg.Pool, chunk: ClaimedChunk, input: StepInput): Promise<StepResult> {
  const { outcomes } = input
  const { rows } = await pool.query({
    name: 'chunk_step',
    text: 'select * from chunk_step($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    values: [
      chunk.messageId,
      chunk.chunkNo,
      chunk.epoch,
      input.step,
      outcomes.map((o) => o.seq),
      outcomes.map((o) => o.kind),
      outcomes.map((o) => o.reference),
      outcomes.map((o) => o.reason),
      outcomes.map((o) => o.parts),
      input.want,
      input.leaseMs,
      input.release,
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
  await pool.query('select chunk_renew($1, $2, $3, $4)', [
    chunk.messageId,
    chunk.chunkNo,
    chunk.epoch,
    leaseMs,
  ])
}

/** What the texts of a chunk are made of. Frozen at confirmation, so it is read once per claim. */
export type Content = { content: string; variables: Record<string, string>; sender: string; era: string }

export async function findContent(pool: pg.Pool, messageId: number): Promise<Content> {
  const { rows } = await pool.query(
    `select m.content, m.variables, m.sender_value as sender, i.era from message m, installation i where m.id = $1`,
    [messageId],
  )
  return rows[0]
}

/** Accounts that have chunks to work on, now. */
export async function findBusyAccounts(pool: pg.Pool): Promise<number[]> {
  const { rows } = await pool.query(
    `select distinct k.account_id from chunk k join account a on a.id = k.account_id
     where k.state = 'open' and a.enabled and (a.not_before is null or a.not_before <= clock_timestamp())
       and (k.not_before is null or k.not_before <= clock_timestamp())`,
  )
  return rows.map((row) => row.account_id)
}

export type Lease = { tokens: number; slots: number }

export async function leaseAccount(
  pool: pg.Pool,
  accountId: number,
  worker: string,
  want: Lease,
  leaseMs: number,
): Promise<Lease> {
  const { rows } = await pool.query({
    name: 'account_lease',
    text: 'select * from account_lease($1, $2, $3, $4, $5)',
    values: [accountId, worker, want.tokens, want.slots, leaseMs],
  })
  return rows[0]
}

/** The provider asked for patience: the whole account waits, in the database, for all workers. */
export async function delayAccount(pool: pg.Pool, accountId: number, delayMs: number): Promise<void> {
  await pool.query(
    `update account set not_before = greatest(not_before, clock_timestamp() + $2 * interval '1 ms') where id = $1`,
    [accountId, delayMs],
  )
}
