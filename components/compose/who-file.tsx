'use client'

import { FileSpreadsheet } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { FieldError } from '#components/ui/field.tsx'
import { FileDrop } from '#components/uploads/file-drop.tsx'
import type { DraftFile } from './draft.ts'
import { FileColumns } from './file-columns.tsx'
import { useLook } from './use-look.ts'

type WhoFileProps = {
  file: DraftFile | null
  onFile: (file: DraftFile | null) => void
  error: string | undefined
  country: string
}

/** People from a CSV or Excel file: handed in, looked at, and its columns told apart. */
export function WhoFile({ file, onFile, error, country }: WhoFileProps) {
  const words = useTranslations('compose.who.file')
  const { look, isLooking, problem } = useLook((seen) => onFile({ ...seen, phoneColumn: seen.guess.phone }))
  return (
    <div className="flex flex-col gap-3">
      {file ? (
        <Chosen file={file} onRemove={() => onFile(null)} />
      ) : (
        <FileDrop disabled={isLooking} onSent={(id) => look(id)} />
      )}
      <p role="status" className="text-sm text-muted empty:hidden">
        {isLooking && words('looking')}
      </p>
      <FieldError>{problem ?? error}</FieldError>
      {file && (
        <>
          <FileColumns file={file} onFile={onFile} onSheet={(sheet) => look(file.uploadId, sheet)} />
          <p className="text-sm text-muted">{words('hint', { country })}</p>
        </>
      )}
    </div>
  )
}

const MEGABYTE = 1024 * 1024

function Chosen({ file, onRemove }: { file: DraftFile; onRemove: () => void }) {
  const words = useTranslations('compose.who.file')
  const format = useFormatter()
  const isLarge = file.bytes >= MEGABYTE
  const size = format.number(Math.ceil(file.bytes / (isLarge ? MEGABYTE : 1000)), {
    style: 'unit',
    unit: isLarge ? 'megabyte' : 'kilobyte',
  })
  return (
    <div className="flex items-center gap-3 rounded-md border border-line px-4 py-2.5">
      <FileSpreadsheet aria-hidden="true" className="size-5 shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium">{file.fileName || words('unnamed')}</p>
        <p className="tabular text-sm text-muted">
          {words(file.rows.exact ? 'rows' : 'rowsAbout', { count: file.rows.count })} · {size}
        </p>
      </div>
      <Button size="sm" onClick={onRemove}>
        {words('another')}
      </Button>
    </div>
  )
}
