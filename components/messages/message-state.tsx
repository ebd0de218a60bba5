import { useTranslations } from 'next-intl'
import { type Status, StatusChip } from '#components/ui/status.tsx'
import type { MessageState } from '#lib/messages/rules.ts'

const statusOf = {
  draft: 'waiting',
  planning: 'moving',
  awaiting_approval: 'waiting',
  scheduled: 'waiting',
  sending: 'moving',
  paused: 'waiting',
  needs_attention: 'doubtful',
  sent: 'good',
  failed: 'bad',
  cancelled: 'waiting',
} as const satisfies Record<MessageState, Status>

/** How a message stands, in a word; what to do appears when the pointer rests on it. */
export function MessageStateChip({ state, filled }: { state: MessageState; filled?: boolean }) {
  const words = useTranslations('states.message')
  return (
    <StatusChip status={statusOf[state]} hint={filled ? undefined : words(`${state}.hint`)} filled={filled}>
      {words(`${state}.label`)}
    </StatusChip>
  )
}
