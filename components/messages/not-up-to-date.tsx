'use client'

import { useTranslations } from 'next-intl'
import { ApiError, isRefusal } from '#components/api-client.ts'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'

type Read = { error: Error | null; failureReason: Error | null; dataUpdatedAt: number }

/** Says since when a live screen could not be refreshed; nothing while it can. */
export function NotUpToDate({ query: { error, failureReason, dataUpdatedAt } }: { query: Read }) {
  const words = useTranslations('states.screen')
  const reason = error ?? failureReason
  // That the session has ended is said by the frame.
  if (!reason || (reason instanceof ApiError && reason.code === 'UNAUTHORIZED')) return null
  return (
    <Notice status="doubtful" className="mb-6">
      {words.rich(isRefusal(reason) ? 'refused' : 'stale', {
        message: reason.message,
        time: () => <RelativeTime at={new Date(dataUpdatedAt)} />,
      })}
    </Notice>
  )
}
