'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { postApi } from '#components/api-client.ts'
import { messages } from '#components/messages/message-queries.ts'
import { PlanProgress } from '#components/messages/plan-progress.tsx'
import { Button } from '#components/ui/button.tsx'

/** A long list while it is planned: how far it is, and the way to call it back. */
export function Planning({ uuid }: { uuid: string }) {
  const words = useTranslations('compose.review')
  const { data, refetch } = useQuery(messages.one(uuid))
  const stop = () =>
    postApi(`/sms/${uuid}/stop`)
      .catch(() => undefined)
      .then(() => refetch())
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border border-line px-4 py-3">
      <PlanProgress planning={data?.planning ?? null} className="min-w-0 flex-1 basis-60" />
      <Button size="sm" look="caution" onClick={() => void stop()}>
        {words('stopPlanning')}
      </Button>
    </div>
  )
}
