import { actorIds, type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { type TemplateChange, type TemplateView, templateChange } from './schema.ts'
import * as store from './store.ts'
import { toTemplateView } from './template-view.ts'

/**
 * Changes a text; what it said before stays among its versions, and messages that were made from it are not touched.
 * Throws NOT_FOUND, ALREADY_EXISTS at `name`, CONFLICT when somebody else was faster or it is archived.
 */
export async function changeTemplate(
  root: RootCtx,
  id: number,
  input: TemplateChange,
): Promise<TemplateView> {
  const { version, ...text } = templateChange.parse(input)
  const changedBy = actorIds(root.actor).userId
  return inTx(root, async (ctx) => {
    const before = await lock(ctx, id)
    if (before.archivedAt || (version !== undefined && version !== before.version))
      throw new AppError('CONFLICT')
    if (before.name === text.name && before.content === text.content) return toTemplateView(before)
    const row = await store.changeTemplate(ctx, id, text)
    await store.insertVersion(ctx, { ...text, templateId: id, version: row.version, changedBy })
    const details = { version: row.version }
    await recordAudit(ctx, { action: 'template.change', target: `template:${id}`, details })
    return toTemplateView(row)
  })
}

/** Takes a template out of the lists, or brings it back. Throws NOT_FOUND, and ALREADY_EXISTS at `name` where its name was taken. */
export const archiveTemplate = (root: RootCtx, id: number, archived: boolean): Promise<TemplateView> =>
  inTx(root, async (ctx) => {
    const before = await lock(ctx, id)
    if ((before.archivedAt !== null) === archived) return toTemplateView(before)
    const row = await store.setArchived(ctx, before, archived ? root.now() : null)
    const action = archived ? 'template.archive' : 'template.restore'
    await recordAudit(ctx, { action, target: `template:${id}` })
    return toTemplateView(row)
  })

async function lock(ctx: Ctx, id: number): Promise<store.TemplateRow> {
  const row = await store.lockTemplate(ctx, id)
  if (!row) throw new AppError('NOT_FOUND')
  return row
}
