import { useTranslations } from 'next-intl'
import { StatusChip } from '#components/ui/status.tsx'
import type { SenderStatus } from '#lib/senders/rules.ts'

const looks = { pending: 'waiting', approved: 'good', rejected: 'bad', withdrawn: 'waiting' } as const

/** Whether a sender may send, in a word. */
export function SenderState({ status, hint }: { status: SenderStatus; hint?: string }) {
  const words = useTranslations('senders.status')
  return (
    <StatusChip status={looks[status]} hint={hint}>
      {words(status)}
    </StatusChip>
  )
}
