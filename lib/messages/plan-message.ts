import { openAccount } from '#lib/accounts/open-account.ts'
import { getCredit } from '#lib/credits/get-credit.ts'
import { holdCredits } from '#lib/credits/hold-credits.ts'
import { toCredits } from '#lib/credits/rules.ts'
import type { Meter } from '#lib/platform/blob.ts'
import { monotonicMs } from '#lib/platform/clock.ts'
import { inSqlTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { waitingLine } from '#lib/shared/waiting-line.ts'
import { placeholderNames } from '#lib/sms/placeholders.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { planAudience } from './plan-audience.ts'
import type { SourceRow } from './plan-row.ts'
import type { PlanTotals } from './plan-totals.ts'
import { nobodyLeft, planRules } from './prepare-message.ts'
import { parseSource, readSource } from './read-source.ts'
import { needsApproval, receiptWays } from './rules.ts'
import { type Expected, exclusions } from './schema.ts'
import { sendWindow } from './schema-schedule.ts'
import { wakeWorkers } from './store-control.ts'
import * as store from './store-plan.ts'
import { holdFormer, keepResent } from './store-resend.ts'

/**
 * A plan's transaction holds one connection while it reads with others: if every connection of the pool were held by a
 * plan, all of them would wait for one more.
 */
const line = waitingLine({ atOnce: 3, inLine: Number.POSITIVE_INFINITY })

/**
 * Plans a confirmed message: one transaction writes a row per recipient, the chunks and the hold, or nothing. When it
 * cannot be, the dashboard's message is a draft again and the API's is gone; the refusal is thrown.
 * Of two runs for one message one commits; the other changes nothing.
 */
export async function planMessage(root: RootCtx, messageId: number): Promise<void> {
  await line(() => planInTurn(root, messageId))
}

async function planInTurn(root: RootCtx, messageId: number): Promise<void> {
  const message = await store.findMessageToPlan(root, messageId)
  if (message?.state !== 'planning') return
  await store.ensurePartition(root, messageId)
  try {
    const ended = await inSqlTx(root, (client) => plan(root, client, message))
    if (ended.state === 'sending') await wakeWorkers(root.pool)
  } catch (error) {
    const cancelled = error instanceof CalledBack
    if (!cancelled && !(error instanceof AppError)) throw error
    await store.undoPlan(root, message, cancelled ? 'cancelled' : error)
    throw cancelled ? new AppError('CONFLICT', { cause: error }) : error
  } finally {
    // It is only looked at while the message is planned, so what stays behind misleads nobody.
    await store.forgetProgress(root.pool, messageId).catch(() => undefined)
  }
}

/** The plan was called back, or another run has made it. */
class CalledBack extends Error {}

async function plan(
  root: RootCtx,
  client: Parameters<typeof store.RecipientWriter.open>[0],
  message: store.MessageToPlan,
): Promise<{ state: string }> {
  await store.holdPlan(client, message.id)
  const account = await openAccount(root, message.accountId)
  const rules = await planRules(root, account, message.senderId, {
    ...message,
    exclude: exclusions.parse(message.exclude),
    sendWindow: sendWindow.nullable().parse(message.sendWindow),
  })
  const source = parseSource(message.source)
  if (source.kind === 'resend') await holdFormer(client, source)
  const writer = await store.RecipientWriter.open(client, message)
  const formerSeqs: number[] = []
  try {
    const meter = { read: 0, total: 0 }
    const people = readSource(root, source, placeholderNames(rules.template), meter)
    const totals = await planAudience(
      rules,
      reporting(root, message, meter, noting(formerSeqs, people)),
      (rows) => writer.write(rows),
    )
    if (totals.valid === 0) throw nobodyLeft(totals, account)
    checkExpected(message, totals)
    const written = await writer.finish(receiptWays(account.capabilities))
    if (source.kind === 'resend') await keepResent(client, source, message.id, formerSeqs)
    const ended = await store.finishPlan(client, message, {
      ...written,
      duplicates: totals.duplicates,
      parts: totals.parts,
      hold: totals.credits,
      needsApproval: await waitsForApproval(root, message, totals.valid),
    })
    if (!ended) throw new CalledBack()
    // Last, because everybody who sends meets at this row.
    const { credits } = totals
    await holdCredits(client, message.id, credits).catch((error: unknown) => explain(root, error, credits))
    return ended
  } catch (error) {
    writer.abort()
    throw error
  }
}

async function waitsForApproval(
  root: RootCtx,
  { origin }: store.MessageToPlan,
  people: number,
): Promise<boolean> {
  const settings = await readSettings(root)
  return (origin !== 'api' || settings.approvalApi) && needsApproval(settings, people)
}

/** How often others are told how far a plan is, in ms. */
const REPORT_MS = 500

/** Passes rows on and tells how many there were; ends when the message is called back meanwhile. */
async function* reporting(
  root: RootCtx,
  message: store.MessageToPlan,
  meter: Meter,
  source: AsyncIterable<SourceRow[]>,
): AsyncGenerator<SourceRow[]> {
  let [rows, reportedAt] = [0, monotonicMs()]
  for await (const batch of source) {
    rows += batch.length
    if (monotonicMs() - reportedAt >= REPORT_MS) {
      if (!(await store.reportPlan(root.pool, message, rows, meter))) throw new CalledBack()
      reportedAt = monotonicMs()
    }
    yield batch
  }
}

/** Whoever pressed the button gets what it said, or nothing. */
function checkExpected({ expected }: store.MessageToPlan, { valid, credits }: PlanTotals): void {
  const said = expected as Expected | null
  if (said && (said.people !== valid || said.credits !== toCredits(credits)))
    throw new AppError('CONFLICT', { field: 'expected' })
}

/** Passes rows on and remembers which rows of a former message they are. */
async function* noting(
  formerSeqs: number[],
  source: AsyncIterable<SourceRow[]>,
): AsyncGenerator<SourceRow[]> {
  for await (const rows of source) {
    for (const { formerSeq } of rows) if (formerSeq !== undefined) formerSeqs.push(formerSeq)
    yield rows
  }
}

/** Says how much is missing; asked on another connection, because this one's transaction has failed. */
async function explain(root: RootCtx, error: unknown, hold: number): Promise<never> {
  if (!(error instanceof AppError && error.code === 'INSUFFICIENT_CREDITS')) throw error
  const { balance } = await getCredit(root)
  throw new AppError('INSUFFICIENT_CREDITS', {
    params: { needed: toCredits(hold), available: balance },
    cause: error,
  })
}
