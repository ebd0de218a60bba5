import { addSuppressionsIn } from '#lib/contacts/add-suppressions.ts'
import { readNumber } from '#lib/contacts/read-number.ts'
import { isOptOut } from '#lib/contacts/rules.ts'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import type { CallbackRequest, Reply } from '#lib/providers/provider.ts'
import { storable } from '#lib/sending/outcomes.ts'
import { receiveCallback } from '#lib/sending/receive-callback.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import * as store from './store.ts'

/** Without an id of the provider's: how long the same words are taken for one reply that was pushed again, in ms. */
const TWICE_MS = 5 * 60_000
/** Longer than any text of many parts; what is longer is cut, because it comes from outside. */
const MAX_TEXT = 5_000
const MAX_NUMBER = 40
const MAX_ID = 200

/**
 * Takes what a provider pushed: receipts are kept by the messages, replies here. A reply that is a word for stopping and
 * nothing else stops texts to the number at once. Answers what the provider wants to hear. Throws NOT_FOUND for an address
 * that is nobody's.
 */
export async function takeCallback(root: RootCtx, token: string, request: CallbackRequest): Promise<string> {
  const { account, replies, answer } = await receiveCallback(root, token, request)
  if (replies.length > 0) {
    const { optOutWords } = await readSettings(root)
    for (const reply of replies)
      await inTx(root, (ctx) => takeReply(ctx, account, reply, isOptOut(reply.text, optOutWords)))
  }
  return answer
}

async function takeReply(
  ctx: Ctx,
  account: { id: number; defaultCountry: string },
  reply: Reply,
  optOut: boolean,
): Promise<void> {
  const { msisdn, isNumber } = whoWrote(reply.from, account.defaultCountry)
  const text = storable(reply.text, MAX_TEXT) ?? ''
  // Of two that come at once the second waits here, and then sees the first.
  await store.lockConversation(ctx, msisdn)
  const inbound = {
    accountId: account.id,
    externalId: storable(reply.id, MAX_ID),
    msisdn,
    sentTo: storable(reply.to, MAX_NUMBER) ?? '',
    text,
    at: reply.at,
    optOut: optOut && isNumber,
  }
  if (!(await store.insertInbound(ctx, inbound, TWICE_MS))) return
  await store.addToConversation(ctx, msisdn, text)
  if (inbound.optOut)
    await addSuppressionsIn(ctx, { msisdns: [`+${msisdn}`], reason: 'opt_out' }, account.defaultCountry)
}

/** The number as everything else here knows it; what is none, such as a short code, as it came. */
function whoWrote(from: string, defaultCountry: string): { msisdn: string; isNumber: boolean } {
  // Providers write the country code with and without a plus; a number as it is dialled begins with 0.
  const written = /^[1-9]\d{6,}$/.test(from) ? `+${from}` : from
  const number = readNumber(written, defaultCountry)
  if (typeof number !== 'string') return { msisdn: number.msisdn, isNumber: number.msisdn.length < 64 }
  return { msisdn: storable(from, MAX_NUMBER) || '?', isNumber: false }
}
