'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { countGroups, groupOfKind, recipientGroups } from '#lib/messages/rules-recipients.ts'
import type { MessageDetailView } from '#lib/messages/schema.ts'
import { FilterChips } from './filter-chips.tsx'
import { messages } from './message-queries.ts'
import { type RecipientAddress, recipientsHref } from './recipient-address.ts'
import { useGroupWords } from './use-group-words.ts'
import { useReasonWords } from './use-reason-words.ts'

type Props = { message: MessageDetailView; address: RecipientAddress; live: boolean }

/** How it went, and within that why, each with its count. */
export function RecipientFilters({ message, address, live }: Props) {
  const shownGroup = useGroupWords()
  const own = useTranslations('recipients.filter')
  const { uuid } = message
  const counts = countGroups(message)
  return (
    <>
      <FilterChips
        label={own('state')}
        chips={[
          {
            key: 'all',
            href: recipientsHref(uuid, {}),
            label: own('all'),
            count: message.total,
            current: !address.show && !address.billed,
          },
          ...recipientGroups.map((group) => ({
            key: group,
            href: recipientsHref(uuid, { show: group }),
            ...shownGroup(message, group),
            count: counts[group],
            current: address.show === group,
          })),
          ...(address.billed
            ? [
                {
                  key: 'billed',
                  href: recipientsHref(uuid, {}),
                  label: own('billed'),
                  current: true,
                  remove: true,
                },
              ]
            : []),
        ]}
      />
      {address.show && <ReasonChips uuid={uuid} address={address} live={live} />}
    </>
  )
}

function ReasonChips({ uuid, address, live }: { uuid: string; address: RecipientAddress; live: boolean }) {
  const own = useTranslations('recipients.filter')
  const reasonWords = useReasonWords()
  const { data } = useQuery(messages.reasons(uuid, live))
  const { show } = address
  const reasons = data?.reasons.filter((r) => groupOfKind(r.state) === show && r.reason !== null) ?? []
  if (reasons.length === 0) return null
  return (
    <FilterChips
      label={own('reason')}
      chips={reasons.map(({ state, reason, count }) => {
        const current = address.reason === reason
        return {
          key: `${state} ${reason}`,
          // The one that is chosen leads back to all of them.
          href: recipientsHref(uuid, { show, reason: current ? undefined : (reason ?? undefined) }),
          label: reasonWords(state, reason).label,
          count,
          current,
          remove: true,
        }
      })}
    />
  )
}
