import { openAccount } from '#lib/accounts/open-account.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { listSenderOptions } from '#lib/senders/list-senders.ts'
import { reachWithout } from '#lib/sms/reach.ts'
import { textLimits } from './rules.ts'
import type { SenderChoice } from './schema-compose.ts'

/** The senders that the person may use now, account by account, each with what a message through it cannot be. */
export async function listSenderChoices(ctx: Ctx): Promise<SenderChoice[]> {
  const options = await listSenderOptions(ctx)
  const ids = [...new Set(options.map(({ accountId }) => accountId))]
  const accounts = await Promise.all(ids.map((id) => openAccount(ctx, id)))
  return accounts.flatMap(({ id, name, defaultCountry, capabilities, optOutLine, cutting }) => {
    const { encoding, refusedCountries, receipts } = capabilities
    const { characters, parts } = textLimits(capabilities)
    const account = {
      accountId: id,
      accountName: name,
      country: defaultCountry,
      maxCharacters: characters,
      maxParts: parts,
      gsmOnly: encoding === 'gsm',
      reach: reachWithout(refusedCountries),
      reports: receipts.push || receipts.poll !== null,
      optOutLine,
      silent: capabilities.silent ?? false,
      cutting,
      counts: capabilities.preview,
    }
    return options
      .filter(({ accountId }) => accountId === id)
      .map((sender) => ({ id: sender.id, value: sender.value, ...account }))
  })
}
