import { withQuery } from '#components/with-query.ts'

type Query = Record<string, string | string[] | undefined>

/** What the address of a list of people says. */
export type ContactsAddress = {
  q?: string | undefined
  tag?: string | undefined
  /** The name of a value that people must have, and what it must be. */
  attribute?: string | undefined
  value?: string | undefined
  cursor?: string | undefined
  newer?: string | undefined
}

/** One word of an address, without spaces around it and no longer than makes sense. */
export function wordOf(query: Query, name: string, longest = 100): string | undefined {
  const value = query[name]
  return (Array.isArray(value) ? value[0] : value)?.trim().slice(0, longest) || undefined
}

/** A cursor of an address; what cannot be one is left aside. */
export function cursorOf(query: Query, name: 'cursor' | 'newer'): string | undefined {
  const value = wordOf(query, name)
  return value && /^\d{1,15}$/.test(value) ? value : undefined
}

export const contactsAddress = (query: Query): ContactsAddress => ({
  q: wordOf(query, 'q'),
  tag: wordOf(query, 'tag', 50),
  attribute: wordOf(query, 'attribute'),
  value: wordOf(query, 'value', 2000),
  cursor: cursorOf(query, 'cursor'),
  newer: cursorOf(query, 'newer'),
})

export const contactsHref = (address: ContactsAddress): string => withQuery('/contacts', { ...address })

/** Whether the list is narrowed to some people. */
export const isNarrowed = ({ q, tag, attribute }: ContactsAddress): boolean =>
  q !== undefined || tag !== undefined || attribute !== undefined

/** The neighbours of a page, as links. */
export function pageLinks(
  page: { previousCursor: string | null; nextCursor: string | null },
  hrefOf: (at: { cursor?: string; newer?: string }) => string,
): { previousHref: string | null; nextHref: string | null } {
  const { previousCursor, nextCursor } = page
  return {
    previousHref: previousCursor && hrefOf({ newer: previousCursor }),
    nextHref: nextCursor && hrefOf({ cursor: nextCursor }),
  }
}
