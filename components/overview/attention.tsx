'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useAmount } from '#components/accounts/balance-line.tsx'
import { ControlButtons } from '#components/messages/control-buttons.tsx'
import type { MessageControls } from '#components/messages/message-controls.ts'
import { useStopReason } from '#components/messages/use-stop-reason.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { type Status, StatusIcon } from '#components/ui/status.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { withQuery } from '#components/with-query.ts'
import type { BalanceView } from '#lib/accounts/schema-balance.ts'
import type { AccountStateView } from '#lib/accounts/schema-states.ts'
import { messageTitle } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import type { OverviewView } from '#lib/messages/schema-follow.ts'

type Props = {
  overview: OverviewView
  /** Accounts that have less left than somebody wants. */
  low: readonly BalanceView[]
  /** Accounts through which nothing leaves until somebody has looked. */
  closed: readonly AccountStateView[]
  /** May open an account. */
  manages: boolean
  /** For those who may decide. */
  controls: MessageControls | undefined
}

/** What needs a hand: each a sentence with its button. Nothing where nothing does. */
export function Attention({ overview, low, closed, manages, controls }: Props) {
  const words = useTranslations('overview.attention')
  const { waiting, failed, doubtful, worker, broke } = overview
  const count =
    [waiting, failed, doubtful, low, closed].reduce((sum, list) => sum + list.length, 0) +
    [!worker, broke].filter(Boolean).length
  if (count === 0) return null
  return (
    <Section
      title={words('title', { count })}
      aside={
        waiting.length > 0 && (
          <TextLink href={withQuery('/messages', { show: 'attention' })}>
            {words('list', { count: waiting.length })}
          </TextLink>
        )
      }
    >
      <ul className="flex flex-col">
        {!worker && <Item status="bad">{words('noWorker')}</Item>}
        {broke && <Item status="bad">{words('noCredits')}</Item>}
        {closed.map(({ accountId, name }) => (
          <Item
            key={accountId}
            status="bad"
            href={manages ? `/settings/accounts/${accountId}` : undefined}
            button={words('account')}
          >
            {words('closedAccount', { account: name })}
          </Item>
        ))}
        {low.map((balance) => (
          <Low key={balance.accountId} balance={balance} manages={manages} />
        ))}
        {waiting.map((message) => (
          <Stopped key={message.uuid} message={message} controls={controls} />
        ))}
        {failed.map((message) => (
          <Item key={message.uuid} status="bad" href={`/messages/${message.uuid}`} button={words('look')}>
            {words.rich('failed', named(message, message.total))}
          </Item>
        ))}
        {doubtful.map((message) => (
          <Item
            key={message.uuid}
            status="doubtful"
            href={withQuery(`/messages/${message.uuid}/recipients`, { show: 'doubtful' })}
            button={words('people', { count: message.counts.unknown })}
          >
            {words.rich('doubtful', named(message, message.counts.unknown))}
          </Item>
        ))}
      </ul>
    </Section>
  )
}

function Low({ balance, manages }: { balance: BalanceView; manages: boolean }) {
  const words = useTranslations('overview.attention')
  const amount = useAmount()
  const { accountId, name, last, warnBelow } = balance
  if (!last) return null
  const limit = amount({ value: warnBelow ?? 0, unit: last.unit })
  return (
    <Item
      status="doubtful"
      href={manages ? `/settings/accounts/${accountId}` : undefined}
      button={words('account')}
    >
      {words('lowBalance', { account: name, amount: amount(last), limit })}
    </Item>
  )
}

function Stopped({ message, controls }: { message: MessageView; controls: MessageControls | undefined }) {
  const words = useTranslations('overview.attention')
  const states = useTranslations('states.message')
  const stopReason = useStopReason()
  const why = stopReason(message.reason, message.reasonDetails) ?? states(`${message.state}.hint`)
  const hasStopped = message.state === 'needs_attention'
  const steers = hasStopped ? controls : undefined
  return (
    <Item
      status="doubtful"
      href={steers ? undefined : `/messages/${message.uuid}`}
      button={words('decide')}
      actions={steers && <ControlButtons message={message} controls={steers} size="sm" />}
    >
      {words.rich(hasStopped ? 'stopped' : 'approval', named(message, message.counts.queued))}
      <span className="block text-sm text-muted">{why}</span>
    </Item>
  )
}

const named = (message: MessageView, count: number) => ({
  count,
  title: messageTitle(message),
  message: (text: ReactNode) => (
    <TextLink plain href={`/messages/${message.uuid}`}>
      {text}
    </TextLink>
  ),
})

type ItemProps = {
  status: Status
  href?: string | undefined
  button?: string
  actions?: ReactNode
  children: ReactNode
}

function Item({ status, href, button, actions, children }: ItemProps) {
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 border-b border-line py-2.5 last:border-b-0 sm:flex-nowrap">
      <StatusIcon status={status} className="mt-[3px]" />
      <div className="min-w-0 flex-1 max-sm:basis-64">{children}</div>
      {href && (
        <ButtonLink href={href} size="sm" className="max-sm:ml-6.5">
          {button}
        </ButtonLink>
      )}
      {actions && <div className="flex flex-wrap gap-2 max-sm:ml-6.5">{actions}</div>}
    </li>
  )
}
