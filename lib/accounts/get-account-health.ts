import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { medianOf, noTimes, successShare } from './rules-health.ts'
import { type AccountHealthView, accountHealthView } from './schema-health.ts'
import { findHealth, type HealthRow } from './store-health.ts'

/** How sending through each account went in the last 24 hours, by account id. */
export async function listAccountHealth(ctx: Ctx): Promise<Map<number, AccountHealthView>> {
  return new Map((await findHealth(ctx, null)).map((row) => [row.accountId, toView(row)]))
}

/** The same of one account. Throws NOT_FOUND. */
export async function getAccountHealth(ctx: Ctx, accountId: number): Promise<AccountHealthView> {
  const [row] = await findHealth(ctx, accountId)
  if (!row) throw new AppError('NOT_FOUND')
  return toView(row)
}

function toView(row: HealthRow): AccountHealthView {
  const times = noTimes().map((_, slot) => row.times.reduce((sum, each) => sum + (each[slot] ?? 0), 0))
  const said = row.attentionDetails?.reason
  return accountHealthView.parse({
    requests: row.good + row.bad,
    successPercent: successShare(row.good, row.bad),
    medianMs: medianOf(times),
    lastSuccessAt: row.successAt?.toISOString() ?? null,
    lastErrorAt: row.errorAt?.toISOString() ?? null,
    lastError: row.error,
    failingSince: row.failingSince?.toISOString() ?? null,
    closed: row.attention && {
      code: row.attention,
      said: typeof said === 'string' && said !== '' ? said : null,
      since: row.attentionAt?.toISOString() ?? null,
    },
  })
}
