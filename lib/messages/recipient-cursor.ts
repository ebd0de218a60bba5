import { createHash } from 'node:crypto'
import { AppError } from '#lib/shared/errors.ts'

/**
 * A place in a message's recipients as the API hands it out: a number, whose last six digits prove that it belongs to this
 * message. 0 is the beginning of every message.
 */
const PROOF = 1_000_000

export const toCursor = (messageId: bigint, seq: number): string =>
  String(seq * PROOF + proofOf(messageId, seq))

/** The row that a cursor names. Throws INVALID_CURSOR at `field` for one of another message, or none of ours. */
export function readCursor(messageId: bigint, cursor: string, field: 'after' | 'before'): number {
  if (cursor === '0') return 0
  const number = /^\d{7,16}$/.test(cursor) ? Number(cursor) : 0
  const seq = Math.floor(number / PROOF)
  if (seq < 1 || seq > 2_147_483_646 || cursor !== toCursor(messageId, seq))
    throw new AppError('INVALID_CURSOR', { field })
  return seq
}

const proofOf = (messageId: bigint, seq: number): number =>
  createHash('sha256').update(`${messageId}.${seq}`).digest().readUInt32BE() % PROOF
