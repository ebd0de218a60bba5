import type { Ctx } from '#lib/platform/ctx.ts'
import { PeopleSet } from '#lib/sms/people-set.ts'
import { findSuppressed } from './find-suppressed.ts'
import * as store from './store.ts'

/** Numbers after which asking batch by batch costs more than reading the whole list once. */
const ASK_UP_TO = 20_000

/**
 * Answers, batch after batch, which of these people must not be texted by a sender. Small audiences are looked up; for
 * large ones the list is read once into memory. What is suppressed later is caught when an intent is committed.
 */
export function suppressionCheck(ctx: Ctx, senderId: number): (msisdns: string[]) => Promise<boolean[]> {
  let asked = 0
  let list: Promise<PeopleSet> | null = null
  return async (msisdns) => {
    asked += msisdns.length
    if (asked <= ASK_UP_TO && !list) return findSuppressed(ctx, msisdns, senderId)
    list ??= readList(ctx, senderId)
    const known = await list
    return msisdns.map((msisdn) => known.has(msisdn))
  }
}

async function readList(ctx: Ctx, senderId: number): Promise<PeopleSet> {
  const list = new PeopleSet()
  for await (const { msisdn, key } of store.readSuppressions(ctx, senderId)) list.add(msisdn ?? key)
  return list
}
