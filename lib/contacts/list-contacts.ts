import type { Ctx } from '#lib/platform/ctx.ts'
import { cursorPage } from '#lib/shared/cursor-page.ts'
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
  { search, cursor, newer, limit, ...rest }: ContactQuery,
): Promise<ContactPage> {
  const filter = { words: search === undefined ? [] : searchWords(search), ...rest }
  const [{ rows, ...page }, total] = await Promise.all([
    cursorPage({ cursor, newer, limit }, (span) => store.findContacts(ctx, filter, span)),
    countAll(ctx, filter),
  ])
  return { contacts: rows.map(toContactView), ...page, total }
}

async function countAll(ctx: Ctx, filter: store.ContactFilter): Promise<ContactPage['total']> {
  const { words, tag, attribute } = filter
  const narrowed = words.length > 0 || tag !== undefined || attribute !== undefined
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
