import { loadPrices } from '#lib/accounts/load-prices.ts'
import { type OpenAccount, openAccount, openDefaultAccount } from '#lib/accounts/open-account.ts'
import { suppressionCheck } from '#lib/contacts/suppression-check.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { chooseSender } from '#lib/senders/choose-sender.ts'
import { AppError } from '#lib/shared/errors.ts'
import { withOptOutLine } from '#lib/sms/opt-out-line.ts'
import { countParts } from '#lib/sms/parts.ts'
import { parseTemplate, render } from '#lib/sms/placeholders.ts'
import { readSettings } from '#lib/users/read-settings.ts'
import type { PlanRules } from './plan-audience.ts'
import type { PlanTotals } from './plan-totals.ts'
import { MAX_CHARACTERS, MAX_PARTS } from './rules.ts'
import type { LeftOutReason } from './rules-recipients.ts'

export type Prepared = {
  account: OpenAccount
  sender: { id: number; value: string } | null
  rules: PlanRules
}

type Request = {
  content: string
  variables: Record<string, string>
  sender?: string | undefined
  accountId?: number | undefined
}

/**
 * Finds the account and sender that a message goes through and checks its text against what they can do. Preview,
 * confirmation and plan all begin here. Throws the refusals of `chooseSender`, EMPTY_CONTENT, CONTENT_TOO_LONG,
 * CONTENT_NOT_SUPPORTED and UNKNOWN_ACCOUNT.
 */
export async function prepareMessage(ctx: Ctx, request: Request): Promise<Prepared> {
  const sender =
    request.sender === undefined ? null : await chooseSender(ctx, request.sender, request.accountId)
  const accountId = sender?.accountId ?? request.accountId
  const account = accountId === undefined ? await openDefaultAccount(ctx) : await openAccount(ctx, accountId)
  checkContent(request.content, account)
  return { account, sender, rules: await planRules(ctx, account, sender?.id ?? 0, request) }
}

/** The rules of a plan for a message whose account and sender are settled. */
export async function planRules(
  ctx: Ctx,
  account: OpenAccount,
  senderId: number,
  message: { content: string; variables: Record<string, string> },
): Promise<PlanRules> {
  const { keepLandlines, countries } = await readSettings(ctx)
  return {
    template: parseTemplate(withOptOutLine(message.content, account.optOutLine)),
    variables: message.variables,
    defaultCountry: account.defaultCountry,
    prices: await loadPrices(ctx, account.id),
    capabilities: account.capabilities,
    keepLandlines,
    countries,
    maxParts: MAX_PARTS,
    cutting: account.cutting,
    isExcluded: null,
    isSuppressed: suppressionCheck(ctx, senderId),
  }
}

/** What can be said of a text before anybody's name is put into it. */
function checkContent(content: string, account: OpenAccount): void {
  if (content.trim() === '') throw new AppError('EMPTY_CONTENT', { field: 'content' })
  const { textLimit, encoding } = account.capabilities
  const characters = Math.min(MAX_CHARACTERS, textLimit.characters ?? MAX_CHARACTERS)
  if (content.length > characters) throw tooLong(characters, 'characters')
  const template = parseTemplate(withOptOutLine(content, account.optOutLine))
  if (template.placeholders.length > 0) return
  const counted = countParts(render(template, {}).text, { rule: account.cutting })
  const parts = Math.min(MAX_PARTS, textLimit.parts ?? MAX_PARTS)
  if (counted.parts > parts) throw tooLong(parts, 'parts')
  if (encoding === 'gsm' && counted.encoding === 'ucs2')
    throw new AppError('CONTENT_NOT_SUPPORTED', { field: 'content' })
}

const tooLong = (limit: number, unit: 'characters' | 'parts') =>
  new AppError('CONTENT_TOO_LONG', { field: 'content', params: { limit, unit } })

/** The refusal that fits an audience of which nobody is left: the reason that took most people out. */
export function nobodyLeft(totals: PlanTotals): AppError {
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
      return tooLong(MAX_PARTS, 'parts')
    case 'TEXT_NOT_SUPPORTED':
      return new AppError('CONTENT_NOT_SUPPORTED', { field: 'content' })
    default:
      return new AppError('NO_VALID_NUMBERS', { field: 'recipients' })
  }
}
