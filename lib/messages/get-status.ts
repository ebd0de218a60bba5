import { getCredit } from '#lib/credits/get-credit.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { countMessages } from './store-read.ts'

/** What an admin sees at a glance: messages by state and credits. */
export async function getStatus(ctx: Ctx): Promise<{
  messages: Record<string, number>
  credits: { balance: number; held: number }
}> {
  const [messages, credits] = await Promise.all([countMessages(ctx), getCredit(ctx)])
  return { messages, credits }
}
