import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { callingCountry } from '#lib/sms/phone.ts'
import { isPhoneHash } from '#lib/sms/phone-hash.ts'
import { parseTemplate, render } from '#lib/sms/placeholders.ts'
import { findOwnMessage } from './get-message.ts'
import { toRecipientView } from './list-recipients.ts'
import { chargeOfNumber, stateOfNumber } from './rules.ts'
import { type RecipientStory, recipientStory } from './schema-follow.ts'
import type { MessageRow } from './store-read.ts'
import * as store from './store-recipients.ts'

/** Everything that is known about one recipient of a message. Throws NOT_FOUND and FORBIDDEN. */
export async function getRecipient(ctx: Ctx, uuid: string, seq: number): Promise<RecipientStory> {
  const message = await findOwnMessage(ctx, uuid)
  const row = await store.findRecipient(ctx, message.id, seq)
  if (!row) throw new AppError('NOT_FOUND')
  const receipts = await store.findReceipts(ctx, message.id, seq)
  const isNumber = /^\d+$/.test(row.msisdn) && !isPhoneHash(row.msisdn)
  return recipientStory.parse({
    ...toRecipientView(row),
    charge: chargeOfNumber(row.charge),
    country: isNumber ? callingCountry(row.msisdn) : null,
    network: row.network,
    text: textFor(message, row),
    plannedAt: message.plannedAt?.toISOString() ?? null,
    receipts: receipts.map((receipt) => ({
      state: stateOfNumber(receipt.state),
      reason: receipt.reason,
      raw: receipt.raw,
      at: receipt.at?.toISOString() ?? null,
      receivedAt: receipt.receivedAt.toISOString(),
    })),
  })
}

/** Rendered by the function that counted its parts and that sends it. */
function textFor(message: MessageRow, row: store.RecipientStory): string | null {
  const own = { ...(message.variables as Record<string, string>), ...row.variables }
  const { text, missing } = render(parseTemplate(message.content), own)
  return missing.length > 0 ? null : text
}
