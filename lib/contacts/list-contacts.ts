import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { toContactView } from './contact-view.ts'
import type { ContactPage, ContactQuery } from './schema.ts'
import { searchWords } from './search-words.ts'
import * as store from './store-contacts.ts'
import * as groups from './store-groups.ts'

/** Counted exactly up to here; a search that finds more need not be counted on every page. */
const COUNT_UP_TO = { all: 10_000, some: 1000 }

/** People, newest first, found by any part of their name or number. Throws UNKNOWN_GROUP, INVALID_CURSOR. */
export async function listContacts(
  ctx: Ctx,
  { search, tag, group, cursor, limit }: ContactQuery,
): Promise<ContactPage> {
  const filter = { words: search === undefined ? [] : searchWords(search), tag, group }
  const before = cursor === undefined ? null : parseCursor(cursor)
  const [rows, total] = await Promise.all([
    store.findContacts(ctx, filter, { before, limit: limit + 1 }),
    countAll(ctx, filter),
  ])
  const contacts = rows.slice(0, limit).map(toContactView)
  const hasMore = rows.length > limit
  return { contacts, nextCursor: hasMore ? String(contacts.at(-1)?.id) : null, hasMore, total }
}

async function countAll(ctx: Ctx, filter: store.ContactFilter): Promise<ContactPage['total']> {
  const narrowed = filter.words.length > 0 || filter.tag !== undefined
  if (filter.group !== undefined) {
    const group = await groups.findGroup(ctx, filter.group)
    if (!group) throw new AppError('UNKNOWN_GROUP', { field: 'group' })
    if (!narrowed) return { count: group.members, exact: true }
  }
  const upTo = narrowed ? COUNT_UP_TO.some : COUNT_UP_TO.all
  const count = await store.countContacts(ctx, filter, upTo + 1)
  if (count <= upTo) return { count, exact: true }
  return { count: narrowed ? upTo : Math.max(upTo, await store.estimateContacts(ctx)), exact: false }
}

/** The id behind which a page begins. Throws INVALID_CURSOR. */
export function parseCursor(cursor: string): number {
  if (!/^\d{1,15}$/.test(cursor)) throw new AppError('INVALID_CURSOR', { field: 'cursor' })
  return Number(cursor)
}
