import { toCredits } from '#lib/credits/rules.ts'
import { deleteBlob } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { countryClock } from '#lib/sms/country-clock.ts'
import { parseTemplate, placeholderNames, render } from '#lib/sms/placeholders.ts'
import { type AudiencePlan, planAudience } from './plan-audience.ts'
import { type Prepared, planRules, prepareMessage } from './prepare-message.ts'
import { planForText, reachMemory } from './reach-memory.ts'
import { readSource } from './read-source.ts'
import type { MessageInput } from './schema.ts'
import { type PreviewView, previewView } from './schema-preview.ts'

/** What a message would cost and who would be left out, by the code that plans it, writing nothing. */
export async function previewMessage(ctx: Ctx, input: MessageInput): Promise<PreviewView> {
  const prepared = await prepareMessage(ctx, input)
  return toView(await planPrepared(ctx, input, prepared))
}

/** A single part: who can be reached does not depend on what is said. */
const ANY_TEXT = '-'

/**
 * The same while it is being written: who can be reached may be some seconds old where only the text has changed, and
 * everybody gets the same one. The message is planned anew when it is confirmed.
 */
export async function previewDraft(ctx: Ctx, input: MessageInput): Promise<PreviewView> {
  const prepared = await prepareMessage(ctx, input)
  const { account, sender, content } = prepared
  const template = parseTemplate(content)
  if (template.placeholders.length > 0) return toView(await planPrepared(ctx, input, prepared))
  const { source, exclude } = input
  const { defaultCountry, cutting } = account
  const asked = [source, exclude, sender?.id, account.id, defaultCountry]
  const plan = await reachMemory.recall(asked, () =>
    planPrepared(ctx, { ...input, variables: {} }, { ...prepared, content: ANY_TEXT }),
  )
  return toView(planForText(plan, render(template, {}).text, cutting))
}

async function planPrepared(ctx: Ctx, input: MessageInput, prepared: Prepared): Promise<AudiencePlan> {
  const { account, sender, content } = prepared
  const { source, variables, exclude = [] } = input
  const rules = await planRules(ctx, account, sender?.id ?? 0, {
    ...{ content, variables, exclude },
    // Nobody is left out by the hours, and nothing costs less by them.
    sendWindow: null,
  })
  return planAudience(rules, readSource(ctx, source, placeholderNames(rules.template)), () => undefined)
}

function toView(plan: AudiencePlan): PreviewView {
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
