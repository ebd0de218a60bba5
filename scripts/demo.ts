// Fills an installation that has sent nothing yet with messages in every state, so that its screens can be looked at:
//   DATA_DIR=… node scripts/run.mjs scripts/demo.ts      (or DATABASE_URL)
// The rows obey what the product promises: states add up in the chunks' counters, and the ledger to the chunks' money.
// What is still to be sent belongs to the rehearsal account, where nobody's phone rings.
import pg from 'pg'
import { parseEnv } from '#lib/platform/env.ts'
import { resolveDatabaseUrl } from '#lib/platform/postgres-connect.ts'
import { demoHistory } from './demo/history.ts'
import { type DemoMessage, demoMessages } from './demo/messages.ts'
import { fillRooms } from './demo/rooms.ts'

const client = new pg.Client({ connectionString: await resolveDatabaseUrl(parseEnv()) })

/** A number in [0, 1) of a row that is the same in every run, and of neighbours unlike. */
const DRAW = `abs(hashint8(s::bigint * 7919 + $1::bigint)) / 2147483648.0`

async function insertMessage(
  demo: DemoMessage,
  userIds: readonly number[],
  accountId: number,
): Promise<void> {
  const begun = demo.startedMinutesAgo !== undefined
  const userId = userIds[(demo.by ?? 0) % userIds.length] as number
  const { rows } = await client.query<{ id: string; uuid: string }>(
    `insert into message (user_id, origin, state, reason, reason_details, name, content, account_id, sender_id, sender_value,
       scheduled_at, time_zone, due_at, created_at, confirmed_at, planned_at, started_at, finished_at, total, duplicates)
     select $1, 'dashboard', $2, $3, $4, $5, $6, $7, s.id, s.value,
       case when $8::int is not null then now() + $8::int * interval '1 minute' end, $9,
       now() + coalesce($8::int, -$10::int) * interval '1 minute', t.at, t.at, t.at + interval '2 seconds',
       case when $11 then t.at + interval '12 seconds' end, case when $12 then t.at + interval '4 minutes' end, $13, $14
     from (select * from sender where account_id = $7 and status = 'approved' order by id
       offset $15 limit 1) s, (select now() - coalesce($10::int, 30) * interval '1 minute' as at) t
     returning id, uuid`,
    [
      userId,
      demo.state,
      demo.reason ?? null,
      demo.reasonDetails ?? null,
      demo.name,
      demo.content,
      accountId,
      demo.dueInMinutes ?? null,
      demo.timeZone ?? null,
      demo.startedMinutesAgo ?? null,
      begun,
      ['sent', 'failed', 'cancelled'].includes(demo.state),
      demo.people,
      demo.duplicates ?? 0,
      demo.sender ?? 0,
    ],
  )
  const message = rows[0]
  if (!message) throw new Error('The account "rehearsal" has no sender. Start Longwave once before.')
  await client.query('select ensure_recipient_partition($1)', [message.id])
  await insertRecipients(message.id, demo)
  await insertChunks(message.id, accountId, demo)
  await insertMoney(message.id)
  for (const [action, minutes] of [['send', demo.startedMinutesAgo ?? 30], ...(demo.acts ?? [])] as const)
    await client.query(
      `insert into audit_entry (at, user_id, action, target, details)
       values (now() - $1::int * interval '1 minute', $2, $3, $4, $5)`,
      [
        minutes,
        action === 'halt' ? null : userId,
        `message.${action}`,
        `message:${message.uuid}`,
        demo.reason && action === 'halt' ? { reason: demo.reason } : {},
      ],
    )
}

/** Mobile numbers of a country: the first, and how many there are. */
const numbersOf = { KE: [254_700_000_000, 99_999_989], TH: [66_810_000_000, 89_999_993] } as const

/** Each person gets the first fate whose share their draw falls into; the last fate takes the rest. */
async function insertRecipients(
  id: string,
  { people, parts, fates, country, startedMinutesAgo = 30 }: DemoMessage,
): Promise<void> {
  let upTo = 0
  const branches = fates.map(({ share, state, reason = null, unsent = false }, i) => {
    upTo += share
    const left = unsent ? 0 : parts
    const literal = reason === null ? 'null' : `'${reason}'`
    const when = i === fates.length - 1 ? 'true' : `d < ${upTo}`
    return `when ${when} then row(${state}, ${chargeOf(state, unsent)}, ${left}, ${literal}::text)::fate`
  })
  await client.query('create type pg_temp.fate as (state int, charge int, parts int, reason text)')
  await client.query(
    `insert into recipient (message_id, seq, state, charge, parts, price, row_no, updated_at, msisdn, reference, reason)
     select $1, s, (f).state, (f).charge, (f).parts, (f).parts * 1000, s + 1,
       now() - ($2::float * 60 - 12 - least(s / 900.0, 200) - d * 20) * interval '1 second',
       case (f).reason when 'INVALID_NUMBER' then '0' || (s % 100000) when 'SPREADSHEET_NUMBER' then '2.54712E+11'
         else ($4::bigint + (s::bigint * 7919 + $1::bigint * 104729) % $5::bigint)::text end,

       case when (f).state in (2, 5, 6, 7) then 'demo-' || $1 || '-' || s end, (f).reason
     from (select s, d, (case ${branches.join(' ')} end) as f
       from (select s, ${DRAW} as d from generate_series(1, $3::int) s) drawn) fated`,
    [id, startedMinutesAgo, people, ...numbersOf[country ?? 'KE']],
  )
  await client.query('drop type pg_temp.fate')
}

/** As stored: 0 held, 1 settled, 2 refunded, 3 there was none. */
function chargeOf(state: number, unsent: boolean): number {
  if (unsent) return 3
  return state <= 1 ? 0 : state === 3 || state === 4 || state === 8 ? 2 : 1
}

async function insertChunks(id: string, accountId: number, { state, country }: DemoMessage): Promise<void> {
  const open =
    { scheduled: 'waiting', sending: 'open', paused: 'held', needs_attention: 'held' }[state as string] ??
    'done'
  await client.query(
    `insert into chunk (message_id, chunk_no, account_id, country, last_seq, scan_from, state, done_at, queued, unknown, accepted,
       rejected, blocked, undelivered, expired, delivered, cancelled, no_receipt, settled, refunded, posted_settled,
       posted_refunded, postings)
     select message_id, no, $2, $4, last_seq, no * 1000 + 1, case when queued = 0 then 'done' else $3 end,
       case when queued = 0 then now() end, queued, unknown, accepted, rejected, blocked, undelivered, expired, delivered,
       cancelled, no_receipt, settled, refunded, settled, refunded, 1
     from (select message_id, (seq - 1) / 1000 as no, max(seq) as last_seq,
         ${[
           'queued',
           'unknown',
           'accepted',
           'rejected',
           'blocked',
           'undelivered',
           'expired',
           'delivered',
           'cancelled',
         ]
           .map((name, n) => `count(*) filter (where state = ${n}) as ${name}`)
           .join(', ')},
         count(*) filter (where state = 2 and reason = 'NO_RECEIPT') as no_receipt,
         coalesce(sum(price) filter (where charge = 1), 0) as settled,
         coalesce(sum(price) filter (where charge = 2), 0) as refunded
       from recipient where message_id = $1 group by 1, 2) c`,
    [id, accountId, open, country ?? 'KE'],
  )
  await client.query(
    `update message m set hold = t.hold, parts = t.parts, open_chunks = t.open from (
       select (select sum(price) from recipient where message_id = $1) as hold,
         (select sum(parts) from recipient where message_id = $1) as parts,
         (select count(*) from chunk where message_id = $1 and state <> 'done') as open) t where m.id = $1`,
    [id],
  )
}

/** Its hold, and what has left the hold, as it went. */
async function insertMoney(id: string): Promise<void> {
  await client.query(
    `insert into ledger_entry (at, kind, from_book, to_book, amount, message_id)
     select planned_at, 'hold', 'available', 'held', hold, id from message where id = $1 and hold > 0`,
    [id],
  )
  await client.query(
    `insert into ledger_entry (at, kind, from_book, to_book, amount, message_id, chunk_no, posting)
     select m.at, 'settle', 'held', 'spent', k.settled, k.message_id, k.chunk_no, 1
     from chunk k, (select coalesce(finished_at, started_at, planned_at) as at from message where id = $1) m
     where k.message_id = $1 and k.settled > 0
     union all
     select m.at, 'refund', 'held', 'available', k.refunded, k.message_id, k.chunk_no, 1
     from chunk k, (select coalesce(finished_at, started_at, planned_at) as at from message where id = $1) m
     where k.message_id = $1 and k.refunded > 0`,
    [id],
  )
}

/** What a month of messages needs, bought twice. */
async function buyCredits(userId: number): Promise<void> {
  for (const [credits, days, note] of [
    [100_000, 31, 'Invoice 2026-118'],
    [100_000, 12, 'Invoice 2026-131'],
  ] as const)
    await client.query(
      `insert into ledger_entry (at, kind, from_book, to_book, amount, user_id, note)
       values (now() - $1::int * interval '1 day', 'top_up', 'issued', 'available', $2::bigint * 1000, $3, $4)`,
      [days, credits, userId, note],
    )
}

async function seed(): Promise<void> {
  const { rows } = await client.query<{ messages: number; user: number | null; account: number | null }>(
    `select (select count(*)::int from message) as messages,
       (select min(id) from app_user where role = 'admin') as user,
       (select id from account where provider = 'rehearsal' order by id limit 1) as account`,
  )
  const [found] = rows
  if (!found?.user || !found.account)
    throw new Error('Start Longwave once before: it makes an administrator and the rehearsal account.')
  if (found.messages > 0) throw new Error('This installation has messages already. Nothing was added.')
  await client.query('begin')
  const people = await fillRooms(client, found.account)
  const userIds = [found.user, ...people]
  await buyCredits(found.user)
  for (const demo of [...demoHistory(), ...demoMessages]) await insertMessage(demo, userIds, found.account)
  await client.query('commit')
  await client.query('vacuum analyze recipient')
}

await client.connect()
try {
  await seed()
  console.log('The demonstration messages are in.')
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
} finally {
  await client.end()
}
