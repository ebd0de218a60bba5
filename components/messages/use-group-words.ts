import { useTranslations } from 'next-intl'
import type { Status } from '#components/ui/status.tsx'
import type { RecipientGroup } from '#lib/messages/rules-recipients.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import { statusOfGroup } from './recipient-state.tsx'

/** What a group of people is called. While nothing leaves and nothing is awaited, nobody is on the way: they wait. */
export function useGroupWords() {
  const words = useTranslations('states.group')
  return (
    { state, startedAt, counts }: Pick<MessageView, 'state' | 'startedAt' | 'counts'>,
    group: RecipientGroup,
  ): { status: Status; label: string } =>
    group === 'on_the_way' &&
    (startedAt === null || (state !== 'sending' && counts.queued > 0 && counts.accepted === 0))
      ? { status: 'waiting', label: words('waiting') }
      : { status: statusOfGroup[group], label: words(group) }
}
