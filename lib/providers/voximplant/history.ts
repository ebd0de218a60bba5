import { fieldsOf, numberOf } from '../answer-fields.ts'
import { askEach, askForReceipts } from '../ask-each.ts'
import { notUnderstood } from '../outcomes.ts'
import type { Evidence, MayAsk, PolledReceipts, Receipt, ReceiptQuery } from '../provider.ts'
import { type Api, type Parameters, withoutPlus } from './api.ts'
import { readReference } from './outcomes.ts'
import { hasFailed, type Row, receiptOf, rowOf } from './rows.ts'

const SECOND = 1_000
/** The history may show an SMS a little before our clock says that it was sent. */
const LOOK_BACK_MS = 60 * SECOND
/** Beyond this a message to the same number is another one. */
const LOOK_AHEAD_MS = 10 * 60 * SECOND
/** A clock that differs by more makes "nothing was sent since then" worthless. */
const CLOCKS_AGREE_MS = 30 * SECOND
const AT_ONCE = 4
const IDS_PER_QUESTION = 100
const MOST_ROWS = 1_000

type Service = 'two-way' | 'a2p'
type Page = { rows: Row[]; isWhole: boolean; clocksAgree: boolean }
type DatedQuery = ReceiptQuery & { sentAt: Date }

/** Asks Voximplant's history, which is all that it tells about what it has accepted. */
export class History {
  private readonly api: Api
  private readonly service: Service
  private readonly now: () => Date

  constructor(api: Api, service: Service, now: () => Date) {
    this.api = api
    this.service = service
    this.now = now
  }

  /** By id where there is one, else by number and time, where only one message fits. */
  async pollReceipts(queries: readonly ReceiptQuery[]): Promise<PolledReceipts> {
    const byId = queries.flatMap((query) => {
      const id = query.reference === null ? null : readReference(query.reference)
      return id && 'messageId' in id ? [{ query, messageId: id.messageId }] : []
    })
    const withId = new Set(byId.map(({ query }) => query))
    const others = queries.filter((query) => !withId.has(query)).filter(isDated)
    const groups = Array.from({ length: Math.ceil(byId.length / IDS_PER_QUESTION) }, (_, n) =>
      byId.slice(n * IDS_PER_QUESTION, (n + 1) * IDS_PER_QUESTION),
    )
    const questions = [
      ...groups.map((group) => () => this.receiptsById(group)),
      ...others.map((query) => () => this.receiptByNumber(query, queries)),
    ]
    return askForReceipts(questions, AT_ONCE, (ask) => ask())
  }

  async findSent(queries: readonly ReceiptQuery[], mayAsk: MayAsk): Promise<Evidence[]> {
    const evidence: Evidence[] = queries.map(() => ({ kind: 'silent' }))
    await askEach([...queries.entries()], AT_ONCE, async ([at, query]) => {
      if (isDated(query) && (await mayAsk())) evidence[at] = await this.evidenceOf(query, queries)
    })
    return evidence
  }

  /** Proves that the account may read the history. */
  async test(): Promise<void> {
    await this.ask({ count: '1' })
  }

  private async receiptsById(
    asked: readonly { query: ReceiptQuery; messageId: string }[],
  ): Promise<Receipt[]> {
    const ids = asked.map(({ messageId }) => messageId).join(';')
    const { rows } = await this.ask({ message_id: ids, count: String(MOST_ROWS) })
    const found = new Map(rows.map((row) => [row.messageId, row]))
    return asked.flatMap(({ query, messageId }) => {
      const row = found.get(messageId)
      return row && row.destination === query.to ? [receiptOf(row, query, this.service)] : []
    })
  }

  private async receiptByNumber(query: DatedQuery, all: readonly ReceiptQuery[]): Promise<Receipt[]> {
    const evidence = await this.rowOf(query, all)
    return evidence.row ? [receiptOf(evidence.row, query, this.service)] : []
  }

  private async evidenceOf(query: DatedQuery, all: readonly ReceiptQuery[]): Promise<Evidence> {
    const { row, isNobody } = await this.rowOf(query, all)
    // What failed stands there as well, and left for nobody's phone.
    if (row) return hasFailed(row) ? { kind: 'not_sent' } : { kind: 'sent', reference: row.messageId }
    return isNobody ? { kind: 'not_sent' } : { kind: 'silent' }
  }

  /**
   * The one message in the history that must be this one. Two that look alike cannot be told apart, so neither is
   * taken; `isNobody` only if the whole history since then holds nothing for this number, be it written as it may.
   */
  private async rowOf(
    query: DatedQuery,
    all: readonly ReceiptQuery[],
  ): Promise<{ row: Row | null; isNobody: boolean }> {
    const since = new Date(query.sentAt.getTime() - LOOK_BACK_MS)
    const page = await this.ask({
      destination_number: query.to,
      from_date: asTheirTime(since),
      count: String(MOST_ROWS),
    })
    const id = query.reference === null ? null : readReference(query.reference)
    const fits = page.rows.filter((row) => couldBe(row, query, id))
    const until = query.sentAt.getTime() + LOOK_AHEAD_MS
    const near = fits.filter(({ at }) => at === null || at.getTime() <= until)
    const [row] = near
    const rivals = all.filter((other) => other !== query && isRival(other, query, near))
    if (row && near.length === 1 && rivals.length === 0 && page.isWhole) return { row, isNobody: false }
    const nothingThere = page.rows.every((other) => !isTo(other, query.to))
    return { row: null, isNobody: nothingThere && page.isWhole && page.clocksAgree && id === null }
  }

  private async ask(parameters: Parameters): Promise<Page> {
    const isA2p = this.service === 'a2p'
    const method = isA2p ? 'A2PGetSmsHistory' : 'GetSmsHistory'
    const asked = this.now()
    const { fields, serverTime } = await this.api.ask(method, {
      ...parameters,
      ...(!isA2p && { direction: 'OUT' }),
      output: 'json',
    })
    const { result } = fields
    if (!Array.isArray(result)) throw notUnderstood(200)
    const rows = result.map((item) => rowOf(fieldsOf(item))).filter((row) => row !== null)
    const total = numberOf(fields.total_count) ?? rows.length
    const drift = serverTime ? Math.abs(serverTime.getTime() - asked.getTime()) : 0
    return {
      rows,
      isWhole: rows.length === result.length && total <= rows.length && rows.length < MOST_ROWS,
      clocksAgree: drift <= CLOCKS_AGREE_MS,
    }
  }
}

const isDated = (query: ReceiptQuery): query is DatedQuery => query.sentAt !== null

type Id = ReturnType<typeof readReference> | null

const isTo = (row: Row, to: string) => row.destination === null || row.destination === to

const couldBe = (row: Row, query: ReceiptQuery, id: Id): boolean => {
  if (!isTo(row, query.to)) return false
  if (id) return 'messageId' in id ? row.messageId === id.messageId : row.transactionId === id.transactionId
  const source = query.sender === undefined ? null : withoutPlus(query.sender)
  if (source !== null && row.source !== null && row.source !== source) return false
  return row.text === null || query.text === undefined || row.text === query.text
}

/** Whether another question of the same call could be answered by the same message. */
const isRival = (other: ReceiptQuery, query: ReceiptQuery, rows: readonly Row[]): boolean =>
  query.reference === null && other.to === query.to && rows.some((row) => couldBe(row, other, idIn(other)))

const idIn = ({ reference }: ReceiptQuery): Id => (reference === null ? null : readReference(reference))

/** `yyyy-MM-dd HH:mm:ss` in UTC. */
const asTheirTime = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ')
