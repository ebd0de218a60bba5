import { doubtMs } from '#lib/messages/rules-doubt.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'
import type { Evidence, MayAsk } from '#lib/providers/provider.ts'
import { parseTemplate, type Template } from '#lib/sms/placeholders.ts'
import type { Line } from './dispatch-chunk.ts'
import { outgoing } from './outgoing.ts'
import { DRY_MS, fromAnywhere } from './poll-receipts.ts'
import { type Content, findContent } from './store-dispatch.ts'
import * as store from './store-doubts.ts'
import { leaseQuestions } from './store-receipts.ts'

/** Growing gaps between the questions about one chunk, in minutes; the last one repeats. */
const LOOKUP_GAPS = [2, 10, 60, 360]
/** Chunks per question. All that is in doubt about one number should be asked together, so that it is told apart. */
const AT_ONCE = 20
/** One look-up takes no longer: it ends before another worker may take the same chunks. */
const LOOKING_MS = 240_000

type OpenLine = (accountId: number) => Promise<Line>

/** Asks providers that list past sends about rows of unknown outcome, within the rate that sending shares. */
export async function resolveUnknown(
  root: RootCtx,
  line: OpenLine,
  stopping: () => boolean,
): Promise<boolean> {
  const accounts = await store.findAccountsInDoubt(root.pool)
  // One provider that does not answer keeps no other from being asked.
  await Promise.all(
    accounts.map((accountId) =>
      resolveAccount(root, accountId, line, stopping).catch((error: unknown) =>
        root.log.warn('a look-up of past sends failed; it is tried again', {
          accountId,
          error: String(error),
        }),
      ),
    ),
  )
  return false
}

async function resolveAccount(
  root: RootCtx,
  accountId: number,
  line: OpenLine,
  stopping: () => boolean,
): Promise<void> {
  const { account, connection } = await line(accountId)
  if (!account.capabilities.lookup || !connection.findSent) return
  const waitMs = doubtMs(account.capabilities)
  const doubts = await store.takeDoubts(root.pool, accountId, AT_ONCE)
  const contents = await contentsOf(root, doubts)
  const rows: store.DoubtfulRow[] = []
  for (const doubt of doubts) rows.push(...(await store.findUnknown(root.pool, doubt, waitMs)))
  const queries = rows.flatMap((row) => {
    const content = contents.get(row.messageId)
    if (!content) return []
    const { reference, ...sms } = outgoing(content, row)
    const known = { reference: row.reference, sentAt: row.sentAt }
    return [{ row, query: { ...sms, ...known, ourReference: reference, sender: content.sender } }]
  })
  const turns = new Turns(root, accountId, stopping)
  const order = fromAnywhere(queries)
  const evidence =
    order.length === 0
      ? []
      : await connection.findSent(
          order.map(({ query }) => query),
          turns.mayAsk,
        )
  const found = unambiguous(order.map(({ row }, i) => ({ row, said: evidence[i] ?? { kind: 'silent' } })))
  for (const doubt of doubts) {
    const own = <T extends { row: store.DoubtfulRow }>({ row }: T) =>
      row.messageId === doubt.messageId && row.chunkNo === doubt.chunkNo
    await store.resolve(root.pool, doubt, found.filter(own).map(toResolution))
    // Where not everybody's turn came the rest is asked about at once.
    const asked = queries.some(own) && !turns.ended
    const gap = LOOKUP_GAPS[Math.min(doubt.lookups, LOOKUP_GAPS.length - 1)] ?? 60
    const inMs = turns.ended ? 0 : asked ? gap * 60_000 : waitMs
    await store.setNextLookup(root.pool, doubt, { inMs, asked })
  }
}

/** The turns of one look-up in the account's rate, until its time is over or the worker stops. */
class Turns {
  /** Somebody's turn did not come. */
  ended = false
  private readonly until = performance.now() + LOOKING_MS
  private readonly root: RootCtx
  private readonly accountId: number
  private readonly stopping: () => boolean

  constructor(root: RootCtx, accountId: number, stopping: () => boolean) {
    this.root = root
    this.accountId = accountId
    this.stopping = stopping
  }

  readonly mayAsk: MayAsk = async () => {
    while (!this.stopping() && performance.now() < this.until) {
      if ((await leaseQuestions(this.root.pool, this.accountId, 1)) > 0) return true
      await new Promise((resolve) => setTimeout(resolve, DRY_MS))
    }
    this.ended = true
    return false
  }
}

async function contentsOf(
  root: RootCtx,
  doubts: readonly store.Doubt[],
): Promise<Map<number, Content & { template: Template }>> {
  const contents = new Map<number, Content & { template: Template }>()
  for (const { messageId } of doubts) {
    if (contents.has(messageId)) continue
    const content = await findContent(root.pool, messageId)
    contents.set(messageId, { ...content, template: parseTemplate(content.content) })
  }
  return contents
}

type Found = { row: store.DoubtfulRow; said: Evidence }

/** One past send is evidence for one row: where it would do for two, nobody knows which. */
function unambiguous(found: readonly Found[]): Found[] {
  const keyOf = ({ row, said }: Found) =>
    said.kind === 'sent' && said.reference !== null ? `${said.reference} ${row.msisdn}` : null
  const uses = new Map<string | null, number>()
  for (const each of found) uses.set(keyOf(each), (uses.get(keyOf(each)) ?? 0) + 1)
  return found.filter((each) => {
    const key = keyOf(each)
    return each.said.kind !== 'silent' && (key === null || uses.get(key) === 1)
  })
}

const toResolution = ({ row: { seq }, said }: Found): store.Resolution =>
  said.kind === 'sent'
    ? { seq, wasSent: true, reference: said.reference, reason: null }
    : { seq, wasSent: false, reference: null, reason: 'NOT_SENT' }
