'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'

/** The server could not be asked; what was written is not touched by that. */
export function NoAnswer({ onRetry }: { onRetry: () => void }) {
  const words = useTranslations('compose.problems')
  const ui = useTranslations('ui')
  return (
    <Notice
      status="doubtful"
      action={
        <Button size="sm" onClick={onRetry}>
          {ui('retry')}
        </Button>
      }
    >
      {words('noAnswer')}
    </Notice>
  )
}
