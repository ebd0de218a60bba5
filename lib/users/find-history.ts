import type { Ctx } from '#lib/platform/ctx.ts'
import * as store from './store-audit.ts'

/** What the audit log says about one thing, oldest first; at most the last 200 entries. `target` is `<noun>:<id>`. */
export const findHistory = async (ctx: Ctx, target: string): Promise<store.AuditRow[]> =>
  (await store.findEntriesAbout(ctx, target, 200)).reverse()
