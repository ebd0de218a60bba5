'use client'

import { useTranslations } from 'next-intl'
import { StateBar } from '#components/ui/state-bar.tsx'
import { withQuery } from '#components/with-query.ts'
import { countGroups, recipientGroups } from '#lib/messages/rules-recipients.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import { useGroupWords } from './use-group-words.ts'

/** All the people of a message in five numbers that add up, each leading to its people. */
export function FiveNumbers({ message }: { message: MessageView }) {
  const words = useTranslations('states.group')
  const shownGroup = useGroupWords()
  const counts = countGroups(message)
  return (
    <StateBar
      label={words('all', { people: message.total })}
      segments={recipientGroups.map((group) => ({
        id: group,
        ...shownGroup(message, group),
        count: counts[group],
        href: withQuery(`/messages/${message.uuid}/recipients`, { show: group }),
      }))}
    />
  )
}
