import type { Ctx } from '#lib/platform/ctx.ts'
import { stateNumber } from './rules.ts'

/** Rows of these states were never sent, and never will be. */
const NOT_SENT = (['rejected', 'blocked', 'cancelled'] as const).map(stateNumber)

/** The numbers of everybody whom a message went or goes to, a page at a time. */
export async function* readSentTo(ctx: Ctx, uuid: string): AsyncGenerator<string[]> {
  const page = 10_000
  for (let after = 0; ; after += page) {
    const rows = await ctx.db.$queryRaw<{ msisdn: string | null }[]>`
      select case when r.state <> all (${NOT_SENT}::smallint[]) then r.msisdn end as msisdn
      from message m join recipient r on r.message_id = m.id
      where m.uuid = ${uuid}::uuid and r.seq > ${after} and r.seq <= ${after + page}`
    if (rows.length === 0) return
    yield rows.flatMap(({ msisdn }) => (msisdn === null ? [] : [msisdn]))
  }
}
