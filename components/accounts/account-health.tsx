'use client'

import { useTranslations } from 'next-intl'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { AccountHealthView } from '#lib/accounts/schema-health.ts'
import { HealthFigures } from './health-figures.tsx'

type AccountHealthProps = {
  accountId: number
  health: AccountHealthView
  reopen: ServerAction<{ accountId: number }, unknown>
}

/** How sending through an account goes, and why it does not where it was stopped. */
export function AccountHealth({ accountId, health, reopen }: AccountHealthProps) {
  const words = useTranslations('accounts.health')
  const { failingSince, lastSuccessAt, lastErrorAt, lastError } = health
  return (
    <div className="flex flex-col gap-2">
      <Closed accountId={accountId} health={health} reopen={reopen} />
      {!health.closed && failingSince && (
        <Notice status="doubtful">
          {words.rich('failing', { time: () => <RelativeTime at={failingSince} /> })}
        </Notice>
      )}
      <p>
        <HealthFigures health={health} />
      </p>
      <p className="text-sm text-muted">
        {lastSuccessAt && words.rich('success', { time: () => <RelativeTime at={lastSuccessAt} /> })}{' '}
        {lastErrorAt &&
          words.rich('error', { code: lastError ?? '', time: () => <RelativeTime at={lastErrorAt} /> })}
      </p>
    </div>
  )
}

function Closed({ accountId, health: { closed }, reopen }: AccountHealthProps) {
  const words = useTranslations('accounts.health')
  const opened = useSubmit(reopen, () => showToast({ title: words('reopened'), status: 'good' }))
  if (!closed) return null
  const { code, said, since } = closed
  return (
    <>
      <Notice
        status="bad"
        title={words.rich('closed', { time: () => since && <RelativeTime at={since} /> })}
        action={
          <Button size="sm" pending={opened.pending} onClick={() => void opened.submit({ accountId })}>
            {words('reopen')}
          </Button>
        }
      >
        {words('why', { code })} {said && words('said', { text: said })}
      </Notice>
      <FormProblem error={opened.error} />
    </>
  )
}
