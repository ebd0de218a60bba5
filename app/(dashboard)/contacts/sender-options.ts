import { listSenderChoices } from '#lib/messages/list-sender-choices.ts'
import type { RootCtx } from '#lib/platform/ctx.ts'

/** The senders whose texts alone may be stopped, each with its account where one name is there twice. */
export async function senderOptions(ctx: RootCtx): Promise<{ value: string; label: string }[]> {
  const senders = await listSenderChoices(ctx)
  return senders.map(({ id, value, accountName }) => ({
    value: String(id),
    label: senders.some((other) => other.id !== id && other.value === value)
      ? `${value} · ${accountName}`
      : value,
  }))
}
