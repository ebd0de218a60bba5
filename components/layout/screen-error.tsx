'use client'

import { useTranslations } from 'next-intl'
import { PageHeader } from '#components/layout/page-header.tsx'
import { Button } from '#components/ui/button.tsx'

export type ScreenErrorProps = { error: Error & { digest?: string }; reset: () => void }

/** What stands in the place of a page that could not be put together. */
export function ScreenError({ error, reset }: ScreenErrorProps) {
  const words = useTranslations('states.screen')
  return (
    <div role="alert">
      <PageHeader title={words('error')} description={words('errorText')} />
      <Button onClick={reset}>{words('retry')}</Button>
      {error.digest && <p className="mt-6 font-mono text-xs text-muted">{error.digest}</p>}
    </div>
  )
}
