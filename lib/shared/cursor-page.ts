import { AppError } from './errors.ts'

/** Which rows of a list, newest first, are wanted: those older than an id, or those next newer than one. */
export type Span = { before: number | null; after: number | null; limit: number }

type Query = { cursor?: string | undefined; newer?: string | undefined; limit: number }

/** A page, newest first, with the cursors of its neighbours: `nextCursor` as `cursor`, `previousCursor` as `newer`. */
export type CursorPage<Row> = {
  rows: Row[]
  previousCursor: string | null
  nextCursor: string | null
  hasMore: boolean
}

/**
 * Reads a page of a list in either direction. `read` answers the rows of a span, the one nearest to its id first. Throws
 * INVALID_CURSOR.
 */
export async function cursorPage<Row extends { id: number | bigint }>(
  { cursor, newer, limit }: Query,
  read: (span: Span) => Promise<Row[]>,
): Promise<CursorPage<Row>> {
  if (newer !== undefined) {
    const found = await read({ before: null, after: parseCursor(newer, 'newer'), limit: limit + 1 })
    const rows = found.slice(0, limit).reverse()
    // Nothing is newer: then the list begins here.
    if (rows.length > 0) return toPage(rows, { newer: found.length > limit, older: true })
  }
  const before = cursor === undefined ? null : parseCursor(cursor)
  const found = await read({ before, after: null, limit: limit + 1 })
  return toPage(found.slice(0, limit), { newer: before !== null, older: found.length > limit })
}

function toPage<Row extends { id: number | bigint }>(
  rows: Row[],
  there: { newer: boolean; older: boolean },
): CursorPage<Row> {
  const [first, last] = [rows[0], rows.at(-1)]
  return {
    rows,
    previousCursor: there.newer && first ? String(first.id) : null,
    nextCursor: there.older && last ? String(last.id) : null,
    hasMore: there.older,
  }
}

/** The id behind which a page begins. Throws INVALID_CURSOR. */
export function parseCursor(cursor: string, field = 'cursor'): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new AppError('INVALID_CURSOR', { field })
  return Number(cursor)
}
