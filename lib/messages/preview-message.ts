import { toCredits } from '#lib/credits/rules.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { placeholderNames } from '#lib/sms/placeholders.ts'
import { planAudience } from './plan-audience.ts'
import { prepareMessage } from './prepare-message.ts'
import { readSource } from './read-source.ts'
import { type MessageInput, type PreviewView, previewView } from './schema.ts'

/** What a message would cost and who would be left out, by the code that plans it, writing nothing. */
export async function previewMessage(ctx: Ctx, input: MessageInput): Promise<PreviewView> {
  const { rules } = await prepareMessage(ctx, input)
  const totals = await planAudience(
    rules,
    readSource(ctx, input.source, placeholderNames(rules.template)),
    () => undefined,
  )
  return previewView.parse({
    ...totals,
    credits: toCredits(totals.credits),
    partsEach: totals.maxPartsPerRecipient,
    countries: Object.fromEntries(
      Object.entries(totals.countries).map(([name, c]) => [name, { ...c, credits: toCredits(c.credits) }]),
    ),
  })
}
