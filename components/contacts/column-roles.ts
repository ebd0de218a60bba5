import type { NewImport } from '#lib/contacts/schema-imports.ts'
import type { TableView } from '#lib/contacts/schema-table.ts'

/** What a column of a file can become. */
export type Role = 'phone' | 'name' | 'tags' | 'value' | 'note' | 'skip'
type Kind = NewImport['kind']

export const rolesFor = {
  contacts: ['phone', 'name', 'tags', 'value', 'skip'],
  suppressions: ['phone', 'note', 'skip'],
} as const satisfies Record<Kind, readonly Role[]>

/** What the columns seem to be: as was guessed, and every other one with a heading is a value of that name. */
export function guessedRoles(kind: Kind, { columns, guess }: Pick<TableView, 'columns' | 'guess'>): Role[] {
  return columns.map((heading, at) => {
    if (guess.phone === at) return 'phone'
    if (kind === 'suppressions') return 'skip'
    if (guess.name.includes(at)) return 'name'
    if (guess.tags === at) return 'tags'
    return heading === '' ? 'skip' : 'value'
  })
}

/** A column's name: its heading, or which one it is. */
export const columnName = (heading: string, at: number, numbered: (n: number) => string): string =>
  heading === '' ? numbered(at + 1) : heading.slice(0, 100)

/** The columns as an import takes them; null while none is the number. */
export function columnsOf(roles: readonly Role[], names: readonly string[]) {
  const all = (role: Role) => roles.flatMap((one, at) => (one === role ? [at] : []))
  const [phoneColumn] = all('phone')
  if (phoneColumn === undefined) return null
  return {
    phoneColumn,
    // Four at most are put together to one name.
    nameColumns: all('name').slice(0, 4),
    tagsColumn: all('tags')[0] ?? null,
    noteColumn: all('note')[0] ?? null,
    attributeColumns: all('value').map((column) => ({ column, name: names[column] ?? '' })),
  }
}
