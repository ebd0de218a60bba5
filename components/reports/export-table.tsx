'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, Trash2 } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { ServerAction } from '#components/settings/server-action.ts'
import { inToast, useSubmit } from '#components/settings/use-submit.ts'
import { buttonClass } from '#components/ui/button-class.ts'
import { Count } from '#components/ui/figures.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Progress } from '#components/ui/progress.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { type Status, StatusChip } from '#components/ui/status.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { showToast } from '#components/ui/toast.ts'
import { messageTitle } from '#lib/messages/rules.ts'
import type { ExportView } from '#lib/reports/schema-exports.ts'
import { exportQueries } from './export-queries.ts'

type Cancel = ServerAction<{ id: number }, unknown>
type Props = { filter: { cursor?: string }; cancel: Cancel; empty: ReactNode }

const statusOf: Record<ExportView['state'], Status> = {
  waiting: 'waiting',
  running: 'moving',
  done: 'good',
  failed: 'bad',
  cancelled: 'waiting',
  expired: 'waiting',
}

/** Files that were asked for, as far as they are. */
export function ExportTable({ filter, cancel, empty }: Props) {
  const words = useTranslations('reports.exports')
  const { data } = useQuery(exportQueries.list(filter))
  if (!data || data.exports.length === 0) return empty
  return (
    <Table label={words('title')}>
      <TableHead>
        <Column className="w-full">{words('column.what')}</Column>
        <Column>{words('column.state')}</Column>
        <Column end>{words('column.rows')}</Column>
        <Column end>{words('column.asked')}</Column>
        <Column end>{words('column.until')}</Column>
        <Column end>
          <span className="sr-only">{words('column.file')}</span>
        </Column>
      </TableHead>
      <TableBody>
        {data.exports.map((one) => (
          <ExportRow key={one.id} one={one} cancel={cancel} />
        ))}
      </TableBody>
    </Table>
  )
}

function ExportRow({ one, cancel }: { one: ExportView; cancel: Cancel }) {
  const words = useTranslations('reports.exports')
  const { kind, message, state, rowsWritten, rowsExpected, createdAt, createdBy, expiresAt } = one
  const title = message ? words('recipients', { title: messageTitle(message) }) : words(`kind.${kind}`)
  return (
    <Row>
      <Cell className="md:max-w-0 md:min-w-48">
        <span className="block truncate font-medium">{title}</span>
      </Cell>
      <Cell label={words('column.state')} wide>
        {state === 'running' ? (
          <Progress bare label={title} value={rowsWritten} total={Math.max(rowsExpected, rowsWritten)} />
        ) : (
          <StatusChip status={statusOf[state]}>{words(`state.${state}`)}</StatusChip>
        )}
      </Cell>
      <Cell label={words('column.rows')} end>
        <Count value={rowsWritten} />
      </Cell>
      <Cell label={words('column.asked')} wide end>
        <RelativeTime at={createdAt} />
        {createdBy && <span className="text-muted"> · {createdBy}</span>}
      </Cell>
      <Cell label={words('column.until')} wide end className={expiresAt ? undefined : 'max-md:hidden'}>
        {expiresAt && <RelativeTime at={expiresAt} />}
      </Cell>
      <Cell className="max-md:order-last">
        <FileButtons one={one} title={title} cancel={cancel} />
      </Cell>
    </Row>
  )
}

function FileButtons({ one, title, cancel }: { one: ExportView; title: string; cancel: Cancel }) {
  const words = useTranslations('reports.exports')
  const format = useFormatter()
  const client = useQueryClient()
  const isOpen = one.state === 'waiting' || one.state === 'running'
  const gone = () => {
    showToast({ title: words(isOpen ? 'cancelled' : 'removed'), status: 'good' })
    void client.invalidateQueries({ queryKey: exportQueries.key })
  }
  const { submit, pending } = useSubmit(cancel, gone, inToast)
  const size = format.number(Math.max(1, Math.round(one.bytes / 1000)), { style: 'unit', unit: 'kilobyte' })
  return (
    <span className="flex items-center justify-end gap-1">
      {one.file && (
        <a href={one.file} download className={buttonClass('secondary', 'sm')}>
          <Download aria-hidden="true" />
          {words('download', { size })}
        </a>
      )}
      {(isOpen || one.file) && (
        <IconButton
          size="sm"
          label={words(isOpen ? 'cancel' : 'remove', { title })}
          icon={<Trash2 aria-hidden="true" />}
          aria-disabled={pending || undefined}
          onClick={() => !pending && void submit({ id: one.id })}
        />
      )}
    </span>
  )
}
