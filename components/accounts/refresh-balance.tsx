'use client'

import { useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { RefreshCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ServerAction } from '#components/settings/server-action.ts'
import { inToast, useSubmit } from '#components/settings/use-submit.ts'
import { IconButton } from '#components/ui/icon-button.tsx'
import { balances } from './balance-queries.ts'

type One = { accountId: number }
type Props = One & { name: string; refresh: ServerAction<One, unknown> }

/** Asks a provider for the balance at once. */
export function RefreshBalance({ accountId, name, refresh }: Props) {
  const words = useTranslations('states.balance')
  const client = useQueryClient()
  const reread = () => void client.invalidateQueries({ queryKey: balances.key })
  const { submit, pending } = useSubmit(refresh, reread, inToast)
  return (
    <IconButton
      label={words('refresh', { account: name })}
      icon={<RefreshCw className={clsx(pending && 'motion-safe:animate-spin')} />}
      aria-busy={pending}
      onClick={() => !pending && void submit({ accountId })}
    />
  )
}
