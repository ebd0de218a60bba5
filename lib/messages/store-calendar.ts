import type { Ctx } from '#lib/platform/ctx.ts'
import type { MessageState } from './rules.ts'

type Span = { since: Date; until: Date; userId: number | null; limit: number }

type Row = {
  uuid: string
  name: string | null
  content: string
  state: MessageState
  total: number
  at: Date
}

/** Scheduled ones by when they are due, all others by when they began; each half by its own index. */
export const findInSpan = (ctx: Ctx, { since, until, userId, limit }: Span): Promise<Row[]> =>
  ctx.db.$queryRaw<Row[]>`
    select uuid, name, left(content, 200) as content, state, total, at from (
      select *, due_at as at from message where state = 'scheduled' and due_at >= ${since} and due_at < ${until}
      union all
      select *, started_at as at from message where started_at >= ${since} and started_at < ${until}
    ) m
    where ${userId}::int is null or user_id = ${userId}
    order by at limit ${limit}`
