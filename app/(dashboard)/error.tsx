'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** What a room shows when it could not be put together. The frame around it stays. */
export default function RoomError({ error, reset }: Props) {
  const words = useTranslations('states.screen')
  return (
    <div role="alert">
      <PageHeader title={words('error')} description={words('errorText')} />
      <Button onClick={reset}>{words('retry')}</Button>
      {error.digest && <p className="mt-6 font-mono text-xs text-muted">{error.digest}</p>}
    </div>
  )
}
