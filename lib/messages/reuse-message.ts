import type { Ctx } from '#lib/platform/ctx.ts'
import { findOwnMessage } from './get-message.ts'
import { parseSource } from './read-source.ts'
import { findMessageToPlan } from './store-plan.ts'
import { findNumbers } from './store-resend.ts'

/** More numbers than this are no list that somebody pastes and reads. */
const MOST_NUMBERS = 50_000

/** What a message was made of, as the composer takes it up again. */
export type ReusedMessage = {
  text: string
  values: Record<string, string>
  sender: number | null
  /** One to a line; empty where there are too many, then they are chosen again. */
  numbers: string
}

/**
 * What a message was made of, for writing another like it: the list as it was pasted, else the numbers of its rows. Throws
 * NOT_FOUND and FORBIDDEN.
 */
export async function reuseMessage(ctx: Ctx, uuid: string): Promise<ReusedMessage> {
  const { id, content, variables } = await findOwnMessage(ctx, uuid)
  const planned = await findMessageToPlan(ctx, Number(id))
  const source = planned && parseSource(planned.source)
  const numbers = source?.kind === 'pasted' ? source.text : await numbersOf(ctx, id)
  return {
    text: content,
    values: variables as Record<string, string>,
    sender: planned?.senderId ?? null,
    numbers,
  }
}

async function numbersOf(ctx: Ctx, id: bigint): Promise<string> {
  const numbers = await findNumbers(ctx, id, MOST_NUMBERS + 1)
  return numbers.length > MOST_NUMBERS ? '' : numbers.join('\n')
}
