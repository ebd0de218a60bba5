'use client'

import { RefreshCw } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { SyncView } from '#lib/senders/schema.ts'

type Props = {
  /** Those whose provider lists its senders. */
  accounts: readonly { id: number; name: string }[]
  sync: ServerAction<{ accountId: number }, SyncView>
}

/** Fetches a provider's own list of senders. */
export function SyncMenu({ accounts, sync }: Props) {
  const words = useTranslations('senders.sync')
  const said = useSyncWords()
  const { submit, pending, error } = useSubmit(sync, (found) =>
    showToast({ title: words('done'), description: said(found), status: 'good' }),
  )
  const [first, second] = accounts
  if (!first) return null
  const fetch = (accountId: number) => void submit({ accountId })
  return (
    <>
      {second && !pending ? (
        <Menu
          text
          label={words('open')}
          icon={<RefreshCw />}
          items={accounts.map(({ id, name }) => ({
            key: String(id),
            label: name,
            onSelect: () => fetch(id),
          }))}
        />
      ) : (
        <Button
          icon={<RefreshCw />}
          pending={pending}
          className="max-w-full wrap-anywhere whitespace-normal!"
          onClick={() => fetch(first.id)}
        >
          {words('from', { account: first.name })}
        </Button>
      )}
      <div aria-live="polite" className="basis-full empty:hidden">
        <FormProblem error={error} />
      </div>
    </>
  )
}

/** What fetching has changed, in sentences; only what did. */
function useSyncWords(): (found: SyncView) => string {
  const words = useTranslations('senders.sync')
  const format = useFormatter()
  return ({ missing, ...counts }) => {
    const sentences = (['added', 'approved', 'switchedOff', 'toConfirm'] as const).flatMap((kind) =>
      counts[kind] > 0 ? [words(kind, { count: counts[kind] })] : [],
    )
    if (missing.length > 0) sentences.push(words('missing', { senders: format.list(missing) }))
    return sentences.length === 0 ? words('nothing') : sentences.join(' ')
  }
}
