import { getContact } from '#lib/contacts/get-contact.ts'
import { contactVariables } from '#lib/contacts/rules.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { type CursorPage, cursorPage } from '#lib/shared/cursor-page.ts'
import { AppError } from '#lib/shared/errors.ts'
import { countParts } from '#lib/sms/parts.ts'
import { parseTemplate, render } from '#lib/sms/placeholders.ts'
import type { RenderedView, TemplateDetails, TemplateQuery, TemplateView } from './schema.ts'
import * as store from './store.ts'
import { toTemplateView } from './template-view.ts'

/** A template with what it said before, newest first; an archived one too. Throws NOT_FOUND. */
export async function getTemplate(ctx: Ctx, id: number): Promise<TemplateDetails> {
  const row = await store.findTemplate(ctx, id)
  if (!row) throw new AppError('NOT_FOUND')
  const versions = (await store.findVersions(ctx, id)).map((version) => ({
    ...version,
    changedAt: version.changedAt.toISOString(),
  }))
  return { ...toTemplateView(row), versions }
}

/** Newest first. */
export async function listTemplates(
  ctx: Ctx,
  { search, archived, ...at }: TemplateQuery,
): Promise<{ templates: TemplateView[] } & Omit<CursorPage<never>, 'rows'>> {
  const filter = { search, archived: archived === 'true' }
  const { rows, ...page } = await cursorPage(at, (span) => store.findTemplates(ctx, filter, span))
  return { templates: rows.map(toTemplateView), ...page }
}

/** The text as one person would get it, by the code that sends it. Throws NOT_FOUND for either. */
export async function renderForContact(ctx: Ctx, id: number, contactId: number): Promise<RenderedView> {
  const [template, contact] = await Promise.all([getTemplate(ctx, id), getContact(ctx, contactId)])
  const { text, missing } = render(parseTemplate(template.content), contactVariables(contact))
  const { parts, encoding } = countParts(text)
  return { text, missing: [...missing], parts, encoding }
}
