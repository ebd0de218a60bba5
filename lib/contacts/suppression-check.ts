import type { Ctx } from '#lib/platform/ctx.ts'
import { NumberSet } from '#lib/shared/number-set.ts'
import { suppressionKey } from '#lib/sms/phone-hash.ts'
import { findSuppressed } from './find-suppressed.ts'
import * as store from './store.ts'

/** Numbers after which asking batch by batch costs more than reading the whole list once. */
const ASK_UP_TO = 20_000

type List = { plain: NumberSet; hashes: Set<string>; onlyHashed: boolean }

/**
 * Answers, batch after batch, which of these people must not be texted by a sender. Small audiences are looked up; for
 * large ones the list is read once into memory. What is suppressed later is caught when an intent is committed.
 */
export function suppressionCheck(ctx: Ctx, senderId: number): (msisdns: string[]) => Promise<boolean[]> {
  let asked = 0
  let list: Promise<List> | null = null
  return async (msisdns) => {
    asked += msisdns.length
    if (asked <= ASK_UP_TO && !list) return findSuppressed(ctx, msisdns, senderId)
    list ??= readList(ctx, senderId)
    const known = await list
    return msisdns.map((msisdn) => isOn(known, msisdn))
  }
}

function isOn({ plain, hashes, onlyHashed }: List, msisdn: string): boolean {
  if (msisdn.length === 64) return hashes.has(msisdn)
  if (plain.has(Number(msisdn))) return true
  // Hashing two million numbers is worth it only where somebody is known by the hash alone, which only Kenya does.
  return onlyHashed && msisdn.startsWith('254') && hashes.has(suppressionKey(msisdn))
}

async function readList(ctx: Ctx, senderId: number): Promise<List> {
  const list: List = { plain: new NumberSet(), hashes: new Set(), onlyHashed: false }
  for await (const row of store.readSuppressions(ctx, senderId)) {
    // The hash is kept where the number is Kenyan or unknown: nobody else is asked for by it.
    if (row.msisdn === null || row.msisdn.startsWith('254')) list.hashes.add(row.key)
    if (row.msisdn === null) list.onlyHashed = true
    else list.plain.add(Number(row.msisdn))
  }
  return list
}
