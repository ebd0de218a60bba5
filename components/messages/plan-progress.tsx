'use client'

import { useTranslations } from 'next-intl'
import { Progress } from '#components/ui/progress.tsx'
import type { MessageDetailView } from '#lib/messages/schema.ts'

type PlanProgressProps = { planning: MessageDetailView['planning']; className?: string }

/** How far the plan of a message is: how much of its list is read, and how many rows that was. */
export function PlanProgress({ planning, className }: PlanProgressProps) {
  const words = useTranslations('messages.progress')
  const { rows = 0, bytes = 0, totalBytes = 0 } = planning ?? {}
  return (
    <div className={className}>
      <Progress
        bare
        label={words('planning')}
        value={totalBytes > 0 ? Math.round((bytes / totalBytes) * 100) : 0}
        total={100}
      />
      <p className="tabular mt-1 min-h-5 text-sm text-muted">{words('planned', { rows })}</p>
    </div>
  )
}
