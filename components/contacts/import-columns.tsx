'use client'

import { useTranslations } from 'next-intl'
import { Select } from '#components/ui/select.tsx'
import type { TableView } from '#lib/contacts/schema-table.ts'
import { columnName, type Role } from './column-roles.ts'

type Props = {
  table: Pick<TableView, 'columns' | 'sample'>
  options: readonly Role[]
  roles: readonly Role[]
  onChange: (roles: Role[]) => void
}

/** So many cells of a column show what stands in it. */
const EXAMPLES = 3

/** What each column of a file is: its heading, what stands in it, and what becomes of it. */
export function ImportColumns({ table, options, roles, onChange }: Props) {
  const words = useTranslations('contacts.importing')
  const choose = (column: number, role: Role) =>
    onChange(
      roles.map((before, at) => {
        if (at === column) return role
        // Only one column can be the number, the tags or the note.
        return role !== 'name' && role !== 'value' && before === role ? 'skip' : before
      }),
    )
  return (
    <ul className="flex flex-col">
      {table.columns.map((heading, column) => {
        const title = columnName(heading, column, (number) => words('column', { number }))
        const cells = table.sample
          .map((row) => row.cells[column] ?? '')
          .filter((cell) => cell !== '')
          .slice(0, EXAMPLES)
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the file.
            key={column}
            className="grid items-center gap-x-4 gap-y-1.5 border-b border-line py-2 sm:grid-cols-[1fr_14rem]"
          >
            <div className="min-w-0">
              <p className="truncate font-medium">{title}</p>
              <p className="truncate text-sm text-muted">{cells.join(' · ') || words('emptyColumn')}</p>
            </div>
            <Select
              aria-label={words('roleOf', { column: title })}
              value={roles[column] ?? 'skip'}
              onValueChange={(role) => choose(column, role)}
              options={options.map((role) => ({ value: role, label: words(`role.${role}`) }))}
            />
          </li>
        )
      })}
    </ul>
  )
}
