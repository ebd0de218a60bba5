import { toCredits } from '#lib/credits/rules.ts'
import { deleteBlob } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { countryClock } from '#lib/sms/country-clock.ts'
import { placeholderNames } from '#lib/sms/placeholders.ts'
import { planAudience } from './plan-audience.ts'
import { planRules, prepareMessage } from './prepare-message.ts'
import { readSource } from './read-source.ts'
import { type MessageInput, type PreviewView, previewView } from './schema.ts'

/** What a message would cost and who would be left out, by the code that plans it, writing nothing. */
export async function previewMessage(ctx: Ctx, input: MessageInput): Promise<PreviewView> {
  const { account, sender, content } = await prepareMessage(ctx, input)
  const { variables, exclude = [] } = input
  const rules = await planRules(ctx, account, sender?.id ?? 0, {
    ...{ content, variables, exclude },
    // Nobody is left out by the hours, and nothing costs less by them.
    sendWindow: null,
  })
  const plan = await planAudience(
    rules,
    readSource(ctx, input.source, placeholderNames(rules.template)),
    () => undefined,
  )
  const { advice } = plan
  return previewView.parse({
    ...plan,
    credits: toCredits(plan.credits),
    partsEach: plan.maxPartsPerRecipient,
    countries: Object.fromEntries(
      Object.entries(plan.countries).map(([name, c]) => [name, { ...c, credits: toCredits(c.credits) }]),
    ),
    clocks: Object.fromEntries(Object.keys(plan.countries).map((name) => [name, countryClock(name)])),
    routes: [...plan.routes.values()]
      .sort((a, b) => b.credits - a.credits)
      .map((route) => ({ ...route, perPart: toCredits(route.perPart), credits: toCredits(route.credits) })),
    dearest: plan.dearest.map((row) => ({ ...row, credits: toCredits(row.credits) })),
    advice: advice && {
      ...advice,
      shorten: advice.shorten && { ...advice.shorten, saved: toCredits(advice.shorten.saved) },
    },
  })
}

/** The same for a request of the API: a long list that came with it is of no use afterwards. */
export async function previewRequest(ctx: Ctx, input: MessageInput): Promise<PreviewView> {
  try {
    return await previewMessage(ctx, input)
  } finally {
    if (input.source.kind === 'blob') await deleteBlob(ctx, input.source.blobId)
  }
}
