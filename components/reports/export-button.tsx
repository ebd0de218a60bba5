'use client'

import { useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import type { ExportRequest } from '#lib/reports/schema-exports.ts'
import { exportQueries } from './export-queries.ts'

export type StartExport = ServerAction<ExportRequest, { id: number }>

/** Has a file made of what is on the screen, says how far that is, and becomes the link to it. */
export function ExportButton({ request, start }: { request: ExportRequest; start: StartExport }) {
  const words = useTranslations('reports.export')
  const [id, setId] = useState<number | null>(null)
  const submit = useSubmit(start, (made) => setId(made.id))
  const { data } = useQuery({ ...exportQueries.one(id ?? 0), enabled: id !== null })
  const failed = submit.error?.message ?? (data?.state === 'failed' ? words('failed') : null)
  const making =
    submit.pending || (id !== null && !data) || data?.state === 'waiting' || data?.state === 'running'
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1 max-sm:*:flex-1">
      <span aria-live="polite" className="text-sm text-muted empty:hidden">
        {failed}
      </span>
      {/* Read aloud at every step it would talk over everything else. */}
      {!failed && making && data && (
        <span className="tabular text-sm text-muted">
          <Made rows={data.rowsWritten} of={data.rowsExpected} />
        </span>
      )}
      {data?.file ? (
        <a href={data.file} download className={buttonClass('primary')}>
          <Download aria-hidden="true" />
          {words('download')}
        </a>
      ) : (
        <Button
          icon={<Download aria-hidden="true" />}
          pending={making}
          onClick={() => void submit.submit(request)}
        >
          {words('button')}
        </Button>
      )}
    </span>
  )
}

function Made({ rows, of }: { rows: number; of: number }) {
  const words = useTranslations('reports.export')
  const format = useFormatter()
  if (rows === 0) return words('begins')
  return words('made', { rows: format.number(rows), total: format.number(Math.max(rows, of)) })
}
