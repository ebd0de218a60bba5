import { useTranslations } from 'next-intl'
import type { Status } from '#components/ui/status.tsx'
import type { RecipientGroup } from '#lib/messages/rules-recipients.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import { statusOfGroup } from './recipient-state.tsx'

/** What a group of people is called. Before a message has begun nobody is on the way: they wait. */
export function useGroupWords() {
  const words = useTranslations('states.group')
  return (
    message: Pick<MessageView, 'startedAt'>,
    group: RecipientGroup,
  ): { status: Status; label: string } =>
    group === 'on_the_way' && message.startedAt === null
      ? { status: 'waiting', label: words('waiting') }
      : { status: statusOfGroup[group], label: words(group) }
}
