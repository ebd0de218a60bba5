'use client'

import { useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { showToast } from '#components/ui/toast.ts'
import { balances } from './balance-queries.ts'

type One = { accountId: number }
type Props = One & { name: string; refresh: ServerAction<One, unknown> }

/** Asks a provider for the balance at once. */
export function RefreshBalance({ accountId, name, refresh }: Props) {
  const words = useTranslations('states.balance')
  const client = useQueryClient()
  const { submit, pending } = useSubmit(async (one: One) => {
    const result = await refresh(one)
    if (result.ok) await client.invalidateQueries({ queryKey: balances.key })
    else showToast({ title: result.error.message, status: 'bad' })
    return result
  })
  return (
    <IconButton
      label={words('refresh', { account: name })}
      icon={<RefreshCw className={clsx(pending && 'motion-safe:animate-spin')} />}
      aria-busy={pending}
      onClick={() => !pending && void submit({ accountId })}
    />
  )
}
