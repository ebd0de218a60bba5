import { type Actor, actorIds, type Ctx } from '#lib/platform/ctx.ts'
import * as store from './store-audit.ts'

export type AuditEntry = {
  /** `<noun>.<verb>`, for example `user.create`. */
  action: string
  /** What it was done to, as `<noun>:<id>`. */
  target?: string | null
  /** What a person needs to understand it later. Never a phone number, a text or a secret. */
  details?: Record<string, string | number | boolean | null | readonly string[]>
}

// Counted by actor: the one object that a request's context and all its transactions share, and no other request has.
const recorded = new WeakMap<Actor, number>()

/** Writes who did what. Call it inside the transaction of what was done, so that neither exists without the other. */
export async function recordAudit(ctx: Ctx, entry: AuditEntry): Promise<void> {
  const by = ctx.actor.kind === 'system' ? { by: ctx.actor.name } : {}
  await store.insertEntry(ctx, {
    ...actorIds(ctx.actor),
    action: entry.action,
    target: entry.target ?? null,
    details: { ...by, ...entry.details },
  })
  markAudited(ctx)
}

/** Says that this request needs no entry of its own, because it changed nothing: a dry run, a preview. */
export function markAudited(ctx: Ctx): void {
  recorded.set(ctx.actor, (recorded.get(ctx.actor) ?? 0) + 1)
}

/** Whether this request is in the audit log already. */
export const isAudited = (ctx: Ctx): boolean => recorded.has(ctx.actor)
