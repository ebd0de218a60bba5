'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { msisdnText } from '#components/messages/number-text.ts'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { SuppressionView } from '#lib/contacts/schema-suppressions.ts'

type Stopped = Pick<SuppressionView, 'id' | 'sender' | 'reason' | 'note' | 'createdAt'> & {
  /** A number or a hash; null where whose it is goes without saying. */
  who: string | null
  createdBy: string | null
}

export type LiftAction = ServerAction<{ id: number; reason: string }, unknown>

type Props = {
  rows: readonly Stopped[]
  /** Without it, only looked at. */
  lift?: LiftAction
}

/** Who must not be texted, by whom, and why. */
export function StoppedTable({ rows, lift }: Props) {
  const words = useTranslations('contacts.stopped')
  const reasons = useTranslations('contacts.stop.reasons')
  const [asked, setAsked] = useState<Stopped | null>(null)
  const named = rows.some(({ who }) => who !== null)
  return (
    <>
      <Table label={words('title')}>
        <TableHead>
          {named && <Column>{words('column.number')}</Column>}
          <Column>{words('column.reason')}</Column>
          <Column>{words('column.sender')}</Column>
          <Column className="w-full">{words('column.note')}</Column>
          <Column>{words('column.by')}</Column>
          <Column end>{words('column.since')}</Column>
          {lift && (
            <Column end>
              <span className="sr-only">{words('column.actions')}</span>
            </Column>
          )}
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.id}>
              {named && (
                <Cell>
                  <span className="tabular font-medium whitespace-nowrap">{msisdnText(row.who ?? '')}</span>
                </Cell>
              )}
              <Cell label={words('column.reason')} wide>
                <span className="whitespace-nowrap">{reasons(row.reason)}</span>
              </Cell>
              <Cell label={words('column.sender')} wide>
                <span className="whitespace-nowrap">{row.sender ?? words('every')}</span>
              </Cell>
              <Cell label={words('column.note')} wide className={row.note ? undefined : 'max-md:hidden'}>
                <span className="break-words text-muted">{row.note}</span>
              </Cell>
              <Cell label={words('column.by')} wide>
                <span className="whitespace-nowrap">{row.createdBy ?? words('machine')}</span>
              </Cell>
              <Cell label={words('column.since')} wide end>
                <RelativeTime at={row.createdAt} />
              </Cell>
              {lift && (
                <Cell end className="whitespace-nowrap max-md:justify-end">
                  <Button
                    size="sm"
                    look="quiet"
                    of={row.who === null ? undefined : msisdnText(row.who)}
                    onPointerEnter={preloadConfirmDialog}
                    onClick={() => setAsked(row)}
                  >
                    {words('lift')}
                  </Button>
                </Cell>
              )}
            </Row>
          ))}
        </TableBody>
      </Table>
      {lift && asked && <LiftQuestion key={asked.id} of={asked} lift={lift} close={() => setAsked(null)} />}
    </>
  )
}

function LiftQuestion({ of, lift, close }: { of: Stopped; lift: LiftAction; close: () => void }) {
  const words = useTranslations('contacts.stopped.ask')
  const [reason, setReason] = useState('')
  const { submit, error, at } = useSubmit(lift, () => showToast({ title: words('done'), status: 'good' }))
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={words('title')}
      description={words(of.reason === 'opt_out' ? 'optOut' : 'description')}
      confirmLabel={words('confirm')}
      danger
      onConfirm={() => submit({ id: of.id, reason })}
    >
      <div className="flex flex-col gap-4">
        <Field label={words('reason')} hint={words('reasonHint')} error={at('reason')}>
          <Textarea value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} />
        </Field>
        <FormProblem error={error} fields={['reason']} />
      </div>
    </ConfirmDialog>
  )
}
