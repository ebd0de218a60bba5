import { actorIds, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { type NewTemplate, newTemplate, type TemplateView } from './schema.ts'
import * as store from './store.ts'
import { toTemplateView } from './template-view.ts'

/** Saves a text under a name. Throws ALREADY_EXISTS at `name`. */
export async function createTemplate(root: RootCtx, input: NewTemplate): Promise<TemplateView> {
  const text = newTemplate.parse(input)
  const by = actorIds(root.actor).userId
  return inTx(root, async (ctx) => {
    const row = await store.insertTemplate(ctx, { ...text, createdBy: by })
    await store.insertVersion(ctx, { ...text, templateId: row.id, version: row.version, changedBy: by })
    await recordAudit(ctx, { action: 'template.create', target: `template:${row.id}` })
    return toTemplateView(row)
  })
}
