import type { Ctx } from '#lib/platform/ctx.ts'

/** Whose messages and money somebody sees: an operator's own, or everybody's (null). */
export const readerOf = ({ actor }: Ctx): number | null =>
  actor.kind !== 'system' && actor.role === 'operator' ? actor.userId : null
