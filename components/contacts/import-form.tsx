'use client'

import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { withQuery } from '#components/with-query.ts'
import type { NewImport } from '#lib/contacts/schema-imports.ts'
import type { TableView } from '#lib/contacts/schema-table.ts'
import { columnName, columnsOf, guessedRoles, rolesFor } from './column-roles.ts'
import { ImportColumns } from './import-columns.tsx'
import { ImportRules } from './import-rules.tsx'
import { tagsOf } from './value-lines.ts'

export type StartInput = NewImport & { newGroup?: string }
type Choice = { value: string; label: string }

export type ImportChoices = {
  countries: readonly Choice[]
  defaultCountry: string
  groups: readonly Choice[]
  senders: readonly Choice[]
}

type Props = {
  kind: NewImport['kind']
  table: TableView
  choices: ImportChoices
  start: ServerAction<StartInput, { id: number }>
}

/** What a file holds and what is to become of it, before anything is taken in. */
export function ImportForm({ kind, table, choices, start }: Props) {
  const words = useTranslations('contacts.importing')
  const format = useFormatter()
  const router = useRouter()
  const [hasHeader, setHasHeader] = useState(table.hasHeader)
  const [roles, setRoles] = useState(() => guessedRoles(kind, table))
  const { submit, pending, error } = useSubmit(start, ({ id }) => router.push(`/contacts/import/${id}`))
  const headings = table.columns.map((heading) => (hasHeader ? heading : ''))
  const names = headings.map((heading, at) =>
    columnName(heading, at, (number) => words('column', { number })),
  )
  const columns = columnsOf(roles, names)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!columns) return
    const { uploadId, format: tableFormat } = table
    const data = new FormData(event.currentTarget)
    void submit(readRules(data, { uploadId, format: tableFormat, hasHeader, ...columns }, kind))
  }
  return (
    <form onSubmit={send} noValidate className="max-w-form">
      <p className="mb-4 text-muted">
        {words(table.rows.exact ? 'rows' : 'rowsAbout', { name: table.fileName, rows: table.rows.count })}
      </p>
      {table.sheets.length > 1 && (
        <Field label={words('sheet')} className="mb-6 max-w-80">
          <Select
            value={'sheet' in table.format ? table.format.sheet : null}
            options={table.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            onValueChange={(sheet) =>
              router.push(withQuery('/contacts/import', { kind, upload: table.uploadId, sheet }))
            }
          />
        </Field>
      )}
      <Section title={words('columns')} hint={words('columnsHint')}>
        {table.hasHeader && (
          <Checkbox
            checked={hasHeader}
            onChange={(event) => setHasHeader(event.target.checked)}
            label={words('hasHeader')}
          />
        )}
        <ImportColumns
          table={{ columns: headings, sample: table.sample }}
          options={rolesFor[kind]}
          roles={roles}
          onChange={setRoles}
        />
      </Section>
      <Section title={words('rules')}>
        <div className="flex flex-col gap-5">
          <Field label={words('country')} hint={words('countryHint')}>
            <Combobox
              name="country"
              defaultValue={choices.defaultCountry}
              options={choices.countries}
              className="max-w-80"
            />
          </Field>
          <ImportRules kind={kind} choices={choices} />
        </div>
      </Section>
      <div className="flex flex-col gap-4 border-t border-line py-4">
        <FormProblem error={error} />
        {!columns && <p className="text-bad">{words('noNumber')}</p>}
        <div className="flex flex-wrap gap-2 max-sm:flex-col-reverse">
          <ButtonLink href={withQuery('/contacts/import', { kind })}>{words('otherFile')}</ButtonLink>
          <Button type="submit" look="primary" pending={pending} aria-disabled={!columns || undefined}>
            {words(kind === 'contacts' ? 'start' : 'startStopped', {
              rows: format.number(table.rows.count),
              exact: table.rows.exact ? 'yes' : 'no',
            })}
          </Button>
        </div>
      </div>
    </form>
  )
}

type Table = Pick<TableView, 'uploadId' | 'format' | 'hasHeader'> & NonNullable<ReturnType<typeof columnsOf>>

/** What was chosen, as an import takes it. */
function readRules(data: FormData, table: Table, kind: NewImport['kind']): StartInput {
  const text = (name: string) => String(data.get(name) ?? '').trim()
  const idOf = (name: string) => (text(name) === '' ? null : Number(text(name)))
  const { noteColumn, nameColumns, tagsColumn, attributeColumns, ...shared } = table
  const all = { ...shared, defaultCountry: text('country') }
  if (kind === 'suppressions')
    return {
      kind,
      ...all,
      noteColumn,
      reason: text('reason') as 'imported',
      note: text('note'),
      senderId: idOf('sender'),
    }
  return {
    kind,
    ...all,
    nameColumns,
    tagsColumn,
    attributeColumns,
    rule: text('rule') as 'fill',
    groupId: idOf('group'),
    newGroup: text('newGroup'),
    tags: tagsOf(text('tags')),
  }
}
