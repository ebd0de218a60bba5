import { z } from 'zod'
import { AppError } from '#lib/shared/errors.ts'
import { notUnderstood } from '../outcomes.ts'
import type { Receipt } from '../provider.ts'
import { readJson } from '../read-json.ts'

const known = z.object({
  reference: z.string().min(1).max(200),
  state: z.enum(['accepted', 'delivered', 'undelivered', 'expired']),
  reason: z.string().max(100).nullable(),
  at: z.iso.datetime(),
})
const pushed = known.extend({
  yourReference: z.string().max(100),
  to: z.string().max(64),
  parts: z.int().min(1).max(100),
})
const knownOnes = z.object({ receipts: z.array(known) })
const pushedOnes = z.object({ receipts: z.array(pushed) })

const toReceipt = ({ reference, state, reason, at }: z.infer<typeof known>): Receipt => ({
  reference,
  state,
  reason,
  raw: [state, reason].filter(Boolean).join(' '),
  at: new Date(at),
})

/** What the server answers when asked. */
export const readReceipts = (json: unknown): Receipt[] => {
  const read = knownOnes.safeParse(json)
  if (!read.success) throw notUnderstood(200)
  return read.data.receipts.map(toReceipt)
}

/** What the server posts by itself. */
export const readPushedReceipts = (body: string): Receipt[] => {
  const read = pushedOnes.safeParse(readJson(body))
  if (!read.success) throw new AppError('INVALID_REQUEST')
  return read.data.receipts.map((receipt) => ({
    ...toReceipt(receipt),
    ourReference: receipt.yourReference,
    to: receipt.to,
    parts: receipt.parts,
  }))
}
