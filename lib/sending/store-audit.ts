import type pg from 'pg'
import { actorIds, type RootCtx } from '#lib/platform/ctx.ts'
import { markAudited } from '#lib/users/record-audit.ts'

/** Writes who did what, for what is done on a plain connection; in its transaction. */
export async function insertAudit(
  client: pg.ClientBase,
  root: RootCtx,
  action: string,
  details: Record<string, string | number>,
): Promise<void> {
  const { userId, apiKeyId, ip } = actorIds(root.actor)
  const by = root.actor.kind === 'system' ? { by: root.actor.name } : {}
  await client.query(
    `insert into audit_entry (user_id, api_key_id, ip, action, target, details) values ($1, $2, $3, $4, 'installation:1', $5)`,
    [userId, apiKeyId, ip, action, { ...by, ...details }],
  )
  markAudited(root)
}
