import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Ctx } from '#lib/platform/ctx.ts'
import { CSV_MARK, csvLine } from '#lib/shared/csv-line.ts'
import { parseTemplate, placeholderNames } from '#lib/sms/placeholders.ts'
import { AudiencePlanner } from './plan-audience.ts'
import { type SourceRow, shown } from './plan-row.ts'
import { planRules, prepareMessage } from './prepare-message.ts'
import { readSource } from './read-source.ts'
import type { MessageInput } from './schema.ts'
import type { ShownPerson } from './schema-compose.ts'

/** Who is reached does not depend on what is said. */
const ANY_TEXT = '-'

type Reach = Omit<MessageInput, 'content' | 'templateId' | 'variables'>

/**
 * People who would be sent to, from the `skip`th on, with what their rows say of them under these names. Reads no further
 * than it has to.
 */
export async function listReached(
  ctx: Ctx,
  input: Reach,
  { names, skip, limit }: { names: readonly string[]; skip: number; limit: number },
): Promise<ShownPerson[]> {
  // Every name with an empty fallback: the planner then keeps everybody's values and misses none.
  const text = ANY_TEXT + names.map((name) => `{{${name}|}}`).join('')
  const planner = await open(ctx, input, text)
  const people: ShownPerson[] = []
  let place = 0
  for await (const batch of readSource(ctx, input.source, names)) {
    for (const { reason, rowNo, msisdn, variables } of await planner.plan(batch)) {
      if (reason !== null) continue
      if (place >= skip) people.push({ place, rowNo, msisdn, variables: variables ?? {} })
      if (people.length === limit) return people
      place++
    }
    await nextTurn()
  }
  return people
}

/**
 * Everybody in a list who would not be sent to, as CSV: the row of the user's own list, what stands there, and why. Without a
 * text nobody is left out because of it.
 */
export async function exportLeftOut(
  ctx: Ctx,
  { content = ANY_TEXT, variables, ...reach }: Reach & Partial<Pick<MessageInput, 'content' | 'variables'>>,
): Promise<AsyncGenerator<string>> {
  const names = placeholderNames(parseTemplate(content))
  return leftOutLines(readSource(ctx, reach.source, names), await open(ctx, reach, content, variables))
}

async function* leftOutLines(
  source: AsyncIterable<SourceRow[]>,
  planner: AudiencePlanner,
): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(['row', 'number', 'reason'])
  for await (const batch of source) {
    const out: { rowNo: number; raw: string; reason: string }[] = []
    const rows = await planner.plan(batch, ({ rowNo, raw }, reason) => out.push({ rowNo, raw, reason }))
    for (const { rowNo, raw, reason } of rows) if (reason !== null) out.push({ rowNo, raw, reason })
    if (out.length > 0)
      yield out
        .sort((a, b) => a.rowNo - b.rowNo)
        .map(({ rowNo, raw, reason }) => csvLine([rowNo, shown(raw), reason]))
        .join('')
    await nextTurn()
  }
}

async function open(
  ctx: Ctx,
  input: Reach,
  text: string,
  variables: Record<string, string> = {},
): Promise<AudiencePlanner> {
  const { account, sender, content } = await prepareMessage(ctx, { ...input, content: text, variables })
  const { exclude = [] } = input
  return new AudiencePlanner(
    await planRules(ctx, account, sender?.id ?? 0, { content, variables, exclude, sendWindow: null }),
  )
}
