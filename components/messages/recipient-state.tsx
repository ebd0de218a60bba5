import { useTranslations } from 'next-intl'
import { type Status, StatusChip } from '#components/ui/status.tsx'
import { kindOf, type RecipientGroup, type RecipientKind } from '#lib/messages/rules-recipients.ts'
import type { RecipientView } from '#lib/messages/schema.ts'

/** What is shown of a recipient: what it counts as, or that it is leaving at this moment. */
export type ShownState = RecipientKind | 'sending'

export const shownState = ({ state, reason }: Pick<RecipientView, 'state' | 'reason'>): ShownState =>
  state === 'sending' ? state : kindOf(state, reason)

export const statusOfShown = {
  queued: 'waiting',
  sending: 'moving',
  unknown: 'doubtful',
  accepted: 'moving',
  rejected: 'bad',
  blocked: 'waiting',
  undelivered: 'bad',
  expired: 'bad',
  delivered: 'good',
  cancelled: 'waiting',
  no_receipt: 'doubtful',
} as const satisfies Record<ShownState, Status>

export const statusOfGroup = {
  delivered: 'good',
  not_reached: 'bad',
  on_the_way: 'moving',
  doubtful: 'doubtful',
  left_out: 'waiting',
} as const satisfies Record<RecipientGroup, Status>

/** How it went with one person, in a word. */
export function RecipientStateChip({ state, filled }: { state: ShownState; filled?: boolean }) {
  const words = useTranslations('states.recipient')
  return (
    <StatusChip status={statusOfShown[state]} filled={filled}>
      {words(`${state}.label`)}
    </StatusChip>
  )
}
