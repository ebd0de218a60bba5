'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { countGroups, groupOfKind, recipientGroups } from '#lib/messages/rules-recipients.ts'
import type { MessageDetailView } from '#lib/messages/schema.ts'
import { FilterChips } from './filter-chips.tsx'
import { messages } from './message-queries.ts'
import { type RecipientAddress, recipientsHref } from './recipient-address.ts'
import { statusOfGroup } from './recipient-state.tsx'
import { useReasonWords } from './use-reason-words.ts'

type Props = { message: MessageDetailView; address: RecipientAddress; live: boolean }

/** How it went, and within that why, each with its count. */
export function RecipientFilters({ message, address, live }: Props) {
  const words = useTranslations('states.group')
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
            current: !address.show,
          },
          ...recipientGroups.map((group) => ({
            key: group,
            href: recipientsHref(uuid, { show: group }),
            label: words(`${group}.label`),
            count: counts[group],
            status: statusOfGroup[group],
            current: address.show === group,
          })),
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
      chips={[
        {
          key: 'any',
          href: recipientsHref(uuid, { show }),
          label: own('anyReason'),
          current: !address.reason,
        },
        ...reasons.map(({ state, reason, count }) => ({
          key: `${state} ${reason}`,
          href: recipientsHref(uuid, { show, reason: reason ?? undefined }),
          label: reasonWords(state, reason).label,
          count,
          current: address.reason === reason,
        })),
      ]}
    />
  )
}
