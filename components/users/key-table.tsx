'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { StatusChip } from '#components/ui/status.tsx'
import { Cell, Column, Row, Table, TableBody, TableHead } from '#components/ui/table.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { KeyView } from '#lib/users/schema.ts'

type Props = {
  keys: readonly KeyView[]
  /** Names by id; empty where whose key it is goes without saying. */
  owners: Record<number, string>
  /** What ended before this is over. */
  now: string
  revoke: ServerAction<{ keyId: number }, unknown>
}

/** API keys, newest first. Those that are over stay: the audit log speaks of them. */
export function KeyTable({ keys, owners, now, revoke }: Props) {
  const words = useTranslations('users.keys')
  const [asked, setAsked] = useState<KeyView | null>(null)
  const { submit, error, forget } = useSubmit(revoke, () =>
    showToast({ title: words('revoke.done', { name: asked?.name ?? '' }), status: 'good' }),
  )
  const shared = Object.keys(owners).length > 0
  const ask = (key: KeyView | null) => {
    forget()
    setAsked(key)
  }
  return (
    <>
      <Table label={words('title')}>
        <TableHead>
          <Column>{words('column.name')}</Column>
          {shared && <Column>{words('column.owner')}</Column>}
          <Column>{words('column.scopes')}</Column>
          <Column>{words('column.networks')}</Column>
          <Column>{words('column.used')}</Column>
          <Column>{words('column.expires')}</Column>
          <Column>{words('column.state')}</Column>
          <Column end>
            <span className="sr-only">{words('column.actions')}</span>
          </Column>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <KeyRow
              key={key.id}
              of={key}
              owner={shared ? (owners[key.userId] ?? '') : null}
              now={now}
              ask={ask}
            />
          ))}
        </TableBody>
      </Table>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => !open && ask(null)}
        title={words('revoke.title', { name: asked?.name ?? '' })}
        description={words('revoke.description')}
        confirmLabel={words('revoke.confirm')}
        danger
        onConfirm={() => submit({ keyId: asked?.id ?? 0 })}
      >
        <FormProblem error={error} />
      </ConfirmDialog>
    </>
  )
}

type RowProps = { of: KeyView; owner: string | null; now: string; ask: (key: KeyView) => void }

function KeyRow({ of: key, owner, now, ask }: RowProps) {
  const words = useTranslations('users.keys')
  const state = key.revokedAt ? 'revoked' : key.expiresAt && key.expiresAt <= now ? 'expired' : 'live'
  const scope = key.scopes.includes('*') ? 'all' : key.scopes.includes('sms:send') ? 'send' : 'read'
  return (
    <Row>
      <Cell>
        <span className="font-medium">{key.name}</span>{' '}
        <code className="font-mono text-xs whitespace-nowrap text-muted">{key.start}…</code>
      </Cell>
      {owner !== null && (
        <Cell label={words('column.owner')} wide>
          {owner}
        </Cell>
      )}
      <Cell label={words('column.scopes')} wide>
        {words(`scope.${scope}`)}
      </Cell>
      <Cell label={words('column.networks')} wide>
        {key.allowedAddresses.length === 0 ? (
          words('everywhere')
        ) : (
          <span className="tabular break-all">{key.allowedAddresses.join(', ')}</span>
        )}
      </Cell>
      <Cell label={words('column.used')} wide>
        {key.lastUsedAt ? <RelativeTime at={key.lastUsedAt} /> : words('never')}
      </Cell>
      <Cell label={words('column.expires')} wide>
        {key.expiresAt ? <RelativeTime at={key.expiresAt} /> : words('noEnd')}
      </Cell>
      <Cell label={words('column.state')} wide>
        <StatusChip status={state === 'live' ? 'good' : state === 'expired' ? 'waiting' : 'bad'}>
          {words(`state.${state}`)}
        </StatusChip>
      </Cell>
      <Cell end className="max-md:justify-end">
        {state === 'live' && (
          <Button
            size="sm"
            look="caution"
            aria-label={`${words('revoke.open')}: ${key.name}`}
            onPointerEnter={preloadConfirmDialog}
            onClick={() => ask(key)}
          >
            {words('revoke.open')}
          </Button>
        )}
      </Cell>
    </Row>
  )
}
