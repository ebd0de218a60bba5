'use client'

import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { withHeader } from '#lib/contacts/rules-header.ts'
import { columnLetters, headingsOf } from './audience-source.ts'
import type { DraftFile } from './draft.ts'

/** Columns of the sample; a file may have hundreds. */
const SHOWN = 6
const SAMPLE_ROWS = 4

type FileColumnsProps = {
  file: DraftFile
  onFile: (file: DraftFile) => void
  onSheet: (sheet: string) => void
}

/** Which column has the numbers and whether the first row is headings, beside the first rows as they are read. */
export function FileColumns({ file, onFile, onSheet }: FileColumnsProps) {
  const words = useTranslations('compose.who.file')
  const options = headingsOf(file).map((heading, at) => ({
    value: String(at),
    label: heading || words('column', { letters: columnLetters(at) }),
  }))
  return (
    <>
      <div className="grid items-end gap-x-4 gap-y-3 sm:grid-cols-2">
        {file.sheets.length > 1 && 'sheet' in file.format && (
          <Field label={words('sheet')}>
            <Select
              value={file.format.sheet}
              onValueChange={onSheet}
              options={file.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
            />
          </Field>
        )}
        <Field label={words('phoneColumn')}>
          <Select
            value={file.phoneColumn === null ? null : String(file.phoneColumn)}
            onValueChange={(at) => onFile({ ...file, phoneColumn: Number(at) })}
            options={options}
          />
        </Field>
        <Checkbox
          label={words('hasHeader')}
          checked={file.hasHeader}
          onChange={(event) => onFile(withHeader(file, event.target.checked))}
          className="pb-1.5"
        />
      </div>
      <Sample file={file} />
    </>
  )
}

function Sample({ file }: { file: DraftFile }) {
  const words = useTranslations('compose.who.file')
  // The column of the numbers is always in sight.
  const columns = headingsOf(file)
    .map((heading, at) => ({ heading, at }))
    .filter(({ at }) => at < SHOWN || at === file.phoneColumn)
  return (
    <section
      aria-label={words('sample')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line"
    >
      <table className="tabular w-full border-collapse text-sm">
        <thead>
          <tr className="border-b border-line text-left text-muted">
            <th scope="col" className="px-2.5 py-1.5 font-normal">
              {words('row')}
            </th>
            {columns.map(({ heading, at }) => (
              <th
                key={at}
                scope="col"
                className={clsx(
                  'max-w-48 truncate px-2.5 py-1.5',
                  at === file.phoneColumn ? 'bg-accent-soft font-medium text-ink' : 'font-normal',
                )}
              >
                {heading || columnLetters(at)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {file.sample.slice(0, SAMPLE_ROWS).map(({ rowNo, cells }) => (
            <tr key={rowNo}>
              <td className="px-2.5 py-1 text-muted">{rowNo}</td>
              {columns.map(({ at }) => (
                <td
                  key={at}
                  className={clsx(
                    'max-w-48 truncate px-2.5 py-1',
                    at === file.phoneColumn && 'bg-accent-soft',
                  )}
                >
                  {cells[at] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
