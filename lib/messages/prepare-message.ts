import { loadPrices } from '#lib/accounts/load-prices.ts'
import { type OpenAccount, openAccount, openDefaultAccount } from '#lib/accounts/open-account.ts'
import { suppressionCheck } from '#lib/contacts/suppression-check.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { chooseSender } from '#lib/senders/choose-sender.ts'
import { AppError } from '#lib/shared/errors.ts'
import { withOptOutLine } from '#lib/sms/opt-out-line.ts'
import { countParts } from '#lib/sms/parts.ts'
import { parseTemplate, render } from '#lib/sms/placeholders.ts'
import type { SendWindow } from '#lib/sms/send-window.ts'
import { findText } from '#lib/templates/find-text.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import { checkSource } from './freeze-source.ts'
import type { PlanRules } from './plan-audience.ts'
import type { PlanTotals } from './plan-totals.ts'
import { windowFinder } from './plan-window.ts'
import { readExcluded } from './read-excluded.ts'
import { textLimits } from './rules.ts'
import type { LeftOutReason } from './rules-recipients.ts'
import type { AudienceSource, MessageInput } from './schema.ts'

export type Prepared = {
  account: OpenAccount
  sender: { id: number; value: string } | null
  /** The text as it leaves, with the account's line about how to stop. */
  content: string
}

/**
 * Finds the account and sender that a message goes through, checks its text against what they can do, and that its people
 * may be used by whoever asks. Preview and confirmation begin here. Throws the refusals of `chooseSender` and
 * `checkSource`, UNKNOWN_TEMPLATE, EMPTY_CONTENT, CONTENT_TOO_LONG, CONTENT_NOT_SUPPORTED and UNKNOWN_ACCOUNT.
 */
export async function prepareMessage(ctx: Ctx, request: MessageInput): Promise<Prepared> {
  const sender =
    request.sender === undefined ? null : await chooseSender(ctx, request.sender, request.accountId)
  const accountId = sender?.accountId ?? request.accountId
  const account = accountId === undefined ? await openDefaultAccount(ctx) : await openAccount(ctx, accountId)
  const text = request.content ?? (await textOf(ctx, request.templateId))
  if (text.trim() === '') throw new AppError('EMPTY_CONTENT', { field: 'content' })
  const content = withOptOutLine(text, account.optOutLine)
  checkContent(content, account)
  for (const source of [request.source, ...(request.exclude ?? [])]) await checkSource(ctx, source)
  return { account, sender, content }
}

const textOf = async (ctx: Ctx, templateId: number | undefined): Promise<string> =>
  templateId === undefined ? '' : findText(ctx, templateId)

/** The rules of a plan for a message whose account and sender are settled; `content` is the text as it leaves. */
export async function planRules(
  ctx: Ctx,
  account: OpenAccount,
  senderId: number,
  message: {
    content: string
    variables: Record<string, string>
    exclude: readonly AudienceSource[]
    sendWindow: SendWindow | null
  },
): Promise<PlanRules> {
  const { keepLandlines, countries } = await readSettings(ctx)
  const excluded = await readExcluded(ctx, message.exclude, account.defaultCountry)
  return {
    template: parseTemplate(message.content),
    variables: message.variables,
    defaultCountry: account.defaultCountry,
    prices: await loadPrices(ctx, account.id),
    capabilities: account.capabilities,
    keepLandlines,
    countries,
    cutting: account.cutting,
    windowIn: windowFinder(message.sendWindow),
    isExcluded: excluded && ((msisdn) => excluded.has(msisdn)),
    isSuppressed: suppressionCheck(ctx, senderId),
  }
}

/** What can be said of a text before anybody's name is put into it. */
function checkContent(content: string, { capabilities, cutting }: OpenAccount): void {
  const template = parseTemplate(content)
  if (template.placeholders.length > 0) return
  const { text } = render(template, {})
  const { characters, parts } = textLimits(capabilities)
  if (characters !== null && text.length > characters) throw tooLong(characters, 'characters')
  const counted = countParts(text, { rule: cutting })
  if (counted.parts > parts) throw tooLong(parts, 'parts')
  if (capabilities.encoding === 'gsm' && counted.encoding === 'ucs2')
    throw new AppError('CONTENT_NOT_SUPPORTED', { field: 'content' })
}

const tooLong = (limit: number, unit: 'characters' | 'parts') =>
  new AppError('CONTENT_TOO_LONG', { field: 'content', params: { limit, unit } })

/** The refusal that fits an audience of which nobody is left: the reason that took most people out. */
export function nobodyLeft(totals: PlanTotals, { capabilities }: OpenAccount): AppError {
  const [main] = Object.entries(totals.reasons).sort(([, a], [, b]) => b - a) as [LeftOutReason, number][]
  switch (main?.[0]) {
    case 'NO_PRICE':
      return new AppError('NO_PRICE', {
        field: 'recipients',
        params: totals.unpricedCountry ? { country: totals.unpricedCountry } : {},
      })
    case 'MISSING_VARIABLE':
      return new AppError('MISSING_VARIABLES', { field: 'variables' })
    case 'TEXT_TOO_LONG':
      return tooLong(textLimits(capabilities).parts, 'parts')
    case 'TEXT_NOT_SUPPORTED':
      return new AppError('CONTENT_NOT_SUPPORTED', { field: 'content' })
    case 'TEXT_HAS_PLACEHOLDER':
      return new AppError('CONTENT_NOT_SUPPORTED', { field: 'content', params: { characters: '{{…}}' } })
    default:
      return new AppError('NO_VALID_NUMBERS', { field: 'recipients' })
  }
}
