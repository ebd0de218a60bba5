import type pg from 'pg'
import type { Weights } from './histories.ts'

/** A rule of the sending protocol and how to leave it out of the SQL: text of a function, and what takes its place. */
type Mutation = {
  rule: string
  in: string
  replace: readonly (readonly [string | RegExp, string])[]
  /** What has to happen more often than usual for it to matter. */
  often?: Partial<Weights>
  /** It takes a hundred histories or more; left to long runs. */
  isRare?: true
}

export const mutations: readonly Mutation[] = [
  {
    rule: 'a takeover makes unknown what was in flight',
    in: 'chunk_claim',
    replace: [['and r.seq = any (c.intent) and r.state = 0', 'and false']],
  },
  {
    rule: 'only the owner gets an intent',
    in: 'chunk_step',
    replace: [['owns := c.epoch = p_epoch and', 'owns := c.epoch >= p_epoch and']],
    often: { expire: 20 },
  },
  {
    rule: 'a repeated step gives no second intent',
    in: 'chunk_step',
    replace: [
      ['p_want > 0 and c.step = p_step and', 'p_want > 0 and'],
      ["c.state = 'open' and cardinality(c.intent) = 0", "c.state = 'open'"],
    ],
    isRare: true,
    often: { late: 25 },
  },
  {
    rule: 'the row is locked before it is read',
    in: 'chunk_step',
    replace: [['k.chunk_no = p_chunk_no for update', 'k.chunk_no = p_chunk_no']],
  },
  {
    rule: 'only an open chunk gives an intent',
    in: 'chunk_step',
    replace: [["c.state = 'open'", "c.state <> 'done'"]],
  },
  {
    rule: 'a repetition that arrives late leaves the intent of now alone',
    in: 'chunk_write_outcomes',
    replace: [['if p_current then', 'if true then']],
    isRare: true,
    often: { late: 25, die: 10 },
  },
  {
    rule: 'nothing goes from unknown back to queued',
    in: 'chunk_write_outcomes',
    replace: [
      [
        'when o.kind = 4 and r.state = 0 then 1',
        'when o.kind = 3 then 0 when o.kind = 4 and r.state = 0 then 1',
      ],
      ['(o.kind = 4 and r.state = 0)', '(o.kind = 4 and r.state = 0) or (o.kind = 3 and r.state = 1)'],
    ],
  },
  {
    rule: 'an outcome does not move what is final',
    in: 'chunk_write_outcomes',
    replace: [
      ['when o.kind = 2 and r.state < 2 then 3', 'when o.kind = 2 then 3'],
      ['(o.kind in (1, 2) and r.state < 2)', '(o.kind in (1, 2))'],
    ],
    isRare: true,
    often: { receipt: 40 },
  },
  {
    rule: 'counters move by the rows that really changed',
    in: 'chunk_write_outcomes',
    replace: [['filter (where was = 0) as left_queued', 'as left_queued']],
  },
  {
    rule: 'what is suppressed gets no intent',
    in: 'chunk_choose',
    replace: [['and exists (select 1 from suppression', 'and false and exists (select 1 from suppression']],
  },
  {
    rule: 'a chunk ends when nobody is queued',
    in: 'chunk_settle_down',
    replace: [['and c.queued = 0 and cardinality', 'and cardinality']],
  },
  {
    rule: 'money is booked once',
    in: 'chunk_post',
    replace: [['c.posted_settled := c.settled', 'c.posted_settled := c.posted_settled']],
  },
  {
    rule: 'a receipt does not move what is final',
    in: 'chunk_write_receipts',
    replace: [[/and \(r\.state < 2 or \(r\.state = 2 and [^\n]*/, '']],
  },
  {
    rule: 'what the original may have sent is in doubt',
    in: 'chunk_doubt',
    replace: [['and c.last_seq and r.state = 0', 'and c.last_seq and false']],
  },
  {
    rule: 'whoever was reached makes the message sent',
    in: 'message_finish',
    replace: [
      ["when s.reached > 0 then 'sent'", "when s.reached < 0 then 'sent'"],
      ['r.charge = 1', 'false'],
    ],
  },
  {
    rule: 'whoever was taken and then rejected makes the message sent',
    in: 'message_finish',
    replace: [
      ['delivered + settled)', 'delivered)'],
      ['r.charge = 1', 'false'],
    ],
    isRare: true,
  },
]

/** Puts the mutated function in the place of the real one. Throws when the rule is no longer written as it was. */
export async function mutate(pool: pg.Pool, mutation: Mutation): Promise<void> {
  const { rows } = await pool.query<{ text: string }>(
    'select pg_get_functiondef(oid) as text from pg_proc where proname = $1',
    [mutation.in],
  )
  let text = rows[0]?.text ?? ''
  for (const [from, to] of mutation.replace) {
    const mutated = text.replace(from, to)
    if (mutated === text) throw new Error(`${mutation.in} does not say "${from}" any more`)
    text = mutated
  }
  await pool.query(text)
}
