import { type Fields, fieldsOf, firstOf, idOf, instantOf, listOf, textOf } from '../answer-fields.ts'
import type { HttpReply } from '../exchange.ts'
import { notUnderstood } from '../outcomes.ts'
import type { Evidence, MayAsk, ReceiptQuery } from '../provider.ts'
import { get, type Line, objectOrThrow, queryOf } from './line.ts'
import { walk } from './recipients.ts'
import type { MesmsSettings } from './settings.ts'

/** Clocks differ; and beyond this a message to the same number is another one. */
const BEFORE_MS = 15 * 60_000
const AFTER_MS = 10 * 60_000
/** A clock that differs by more makes "nothing was sent since then" worthless. */
const CLOCKS_AGREE_MS = 30_000

type Message = { uuid: string; at: number; sender: string | null; content: string | null }

/** `isWhole` is false when there may be more than we have seen, so that nothing follows from what is missing. */
type Seen<T> = { found: T; isWhole: boolean }

/** `isCut`: there was no turn left to read it, or all of it. */
type Recipients = Seen<Set<string>> & { isCut: boolean }

/**
 * Looks through ME-SMS's list of messages and their recipients for sends of unknown outcome. "Sent" needs exactly one
 * message in the time of the send that has the number and says nothing else than we said; "not sent" needs that no
 * message since then has the number, that all of them could be read, and that they had their time to appear.
 */
export const findSent = async (
  line: Line,
  queries: readonly ReceiptQuery[],
  mayAsk: MayAsk,
): Promise<Evidence[]> => {
  const afterMs = line.settings.lookupDelaySeconds * 1_000
  const times = queries.flatMap(({ reference, sentAt }) =>
    reference === null && sentAt ? sentAt.getTime() : [],
  )
  const from = Math.min(...times) - BEFORE_MS
  const list = times.length > 0 ? await listSince(line, from, mayAsk) : { found: [], isWhole: false }
  const messages = list.found.filter(({ at }) => at >= from)
  const uuids = new Set(messages.map(({ uuid }) => uuid))
  for (const { reference } of queries) if (reference !== null) uuids.add(reference)
  const numbers = await numbersOf(line, uuids, queries, mayAsk)
  const judge = (query: ReceiptQuery, sentAt: number): Evidence => {
    const since = messages.filter(({ at }) => at >= sentAt - BEFORE_MS)
    const hits = since.filter(({ uuid }) => numbers.get(uuid)?.found.has(query.to))
    const near = hits.filter(({ at }) => at <= sentAt + AFTER_MS)
    const [only, ...others] = near.filter((message) => saysTheSame(message, query))
    // Another one that says the same may hold the number as well, if nobody got round to reading it.
    const isUnread = since.some(
      (message) =>
        message.at <= sentAt + AFTER_MS && saysTheSame(message, query) && numbers.get(message.uuid)?.isCut,
    )
    if (only && others.length === 0 && !isUnread) return { kind: 'sent', reference: only.uuid }
    const isRead = list.isWhole && since.every(({ uuid }) => numbers.get(uuid)?.isWhole)
    const isDue = line.now().getTime() >= sentAt + afterMs
    return hits.length === 0 && isRead && isDue ? { kind: 'not_sent' } : { kind: 'silent' }
  }
  return queries.map((query) => {
    if (query.reference !== null) return ofReference(query.reference, numbers.get(query.reference), query.to)
    return query.sentAt ? judge(query, query.sentAt.getTime()) : { kind: 'silent' }
  })
}

/** An answer that contradicted itself may have named a message all the same; then its recipients decide. */
const ofReference = (reference: string, seen: Seen<Set<string>> | undefined, to: string): Evidence =>
  seen?.found.has(to) ? { kind: 'sent', reference } : { kind: 'silent' }

const saysTheSame = (message: Message, { sender, text }: ReceiptQuery): boolean =>
  isSameOrUnsaid(message.sender, sender) && isSameOrUnsaid(message.content, text)

const isSameOrUnsaid = (theirs: string | null, ours: string | undefined): boolean =>
  theirs === null || ours === undefined || theirs === ours

/** Messages since then, most recent first, as ME-SMS lists them. What was cancelled was not sent and is left out. */
const listSince = async (line: Line, from: number, mayAsk: MayAsk): Promise<Seen<Message[]>> => {
  const { listPath, pageParameter, limitParameter, pageSize } = line.settings
  const found = new Map<string, Message>()
  const seen = new Set<string>()
  let isReadable = true
  for (let page = 1; await mayAsk(); page += 1) {
    const asked = line.now()
    const reply = await get(line, listPath, queryOf([pageParameter, page], [limitParameter, pageSize]))
    isReadable &&= clocksAgree(reply, asked)
    const body = objectOrThrow(reply)
    const list = listOf(body, ['messages', 'sms', 'data', 'items', 'rows', 'results'])
    if (!list) throw notUnderstood(200)
    const messages = list.map((entry) => toMessage(fieldsOf(entry), line.settings))
    isReadable &&= !messages.includes(null)
    const fresh = messages.filter((message) => message !== null && !seen.has(message.uuid))
    for (const message of fresh) {
      if (!message) continue
      seen.add(message.uuid)
      if (!message.isCancelled) found.set(message.uuid, message)
    }
    const isPastIt = messages.some((message) => message !== null && message.at < from)
    if (list.length === 0 || isPastIt) return { found: [...found.values()], isWhole: isReadable }
    // The page number is not obeyed: nobody knows what else there is.
    if (fresh.length === 0) break
  }
  return { found: [...found.values()], isWhole: false }
}

const clocksAgree = (reply: HttpReply, asked: Date): boolean => {
  const theirs = reply.kind === 'answer' ? Date.parse(String(reply.headers.date ?? '')) : Number.NaN
  return Number.isNaN(theirs) || Math.abs(theirs - asked.getTime()) <= CLOCKS_AGREE_MS
}

const toMessage = (
  fields: Fields | null,
  { createdFields, contentFields }: MesmsSettings,
): (Message & { isCancelled: boolean }) | null => {
  const uuid = idOf(fields?.uuid)
  const at = fields && firstOf(fields, createdFields, instantOf)
  if (!fields || uuid === null || !at) return null
  return {
    uuid,
    at: at.getTime(),
    sender: firstOf(fields, ['sender', 'senderName'], asText),
    content: firstOf(fields, contentFields, asText),
    isCancelled: textOf(fields.status).toLowerCase() === 'cancelled',
  }
}

const asText = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Which of the numbers asked about are among each message's recipients. */
const numbersOf = async (
  line: Line,
  uuids: Iterable<string>,
  queries: readonly ReceiptQuery[],
  mayAsk: MayAsk,
): Promise<ReadonlyMap<string, Recipients>> => {
  const wanted = new Set(queries.map(({ to }) => to))
  const numbers = new Map<string, Recipients>()
  let isCut = false
  const mayGoOn = async () => {
    isCut ||= !(await mayAsk())
    return !isCut
  }
  for (const uuid of uuids) {
    const found = new Set<string>()
    const isWhole = await walk(line, uuid, {
      mayAsk: mayGoOn,
      take: (rows) => {
        for (const { number } of rows) if (wanted.has(number)) found.add(number)
        return found.size < wanted.size
      },
    })
    numbers.set(uuid, { found, isCut, isWhole: isWhole || found.size === wanted.size })
  }
  return numbers
}
