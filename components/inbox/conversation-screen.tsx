'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Ban, MailOpen } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'
import { PageHeader } from '#components/layout/page-header.tsx'
import { NotUpToDate } from '#components/messages/not-up-to-date.tsx'
import { numberText } from '#components/messages/number-text.ts'
import type { ServerAction } from '#components/settings/server-action.ts'
import { ButtonLink } from '#components/ui/button.tsx'
import { Menu } from '#components/ui/menu.tsx'
import { answered } from '#components/ui/outdated.ts'
import { showToast } from '#components/ui/toast.ts'
import { withQuery } from '#components/with-query.ts'
import type { ConversationDetail } from '#lib/inbox/schema.ts'
import type { SenderChoice } from '#lib/messages/schema-compose.ts'
import { Entry } from './entry.tsx'
import { type InboxAddress, inboxHref } from './inbox-address.ts'
import { inbox } from './inbox-queries.ts'
import { type ReplyActions, ReplyBox } from './reply-box.tsx'
import { whoOf } from './who.ts'
import { Stopped, StopQuestion, type WishActions } from './wish.tsx'

export type InboxActions = ReplyActions &
  WishActions & {
    mark: ServerAction<{ id: number; read: boolean }, unknown>
    undo: ServerAction<{ uuid: string }, unknown>
  }

type Props = {
  id: number
  /** Of the entries: older ones than the newest. */
  before?: string
  address: InboxAddress
  senders: readonly SenderChoice[]
  /** The sender that an answer comes from, or null where there is none to choose. */
  senderId: number | null
  actions: InboxActions
}

/** What was said both ways with one number, and the line to write back. */
export function ConversationScreen({ id, before, address, senders, senderId, actions }: Props) {
  const words = useTranslations('inbox')
  const query = useQuery(inbox.one(id, before))
  const conversation = query.data
  const end = useScrollToEnd(before === undefined ? conversation?.entries.length : undefined)
  useMarkRead(conversation, actions.mark)
  const undo = useUndo(actions.undo)
  if (!conversation) return null
  const { entries, nextCursor, canAnswer, stopped } = conversation
  return (
    <div className="flex flex-col">
      <Head conversation={conversation} address={address} actions={actions} />
      <NotUpToDate query={query} />
      {nextCursor && (
        <ButtonLink
          size="sm"
          href={withQuery(`/inbox/${id}`, { ...address, before: nextCursor })}
          className="mb-4 self-center"
        >
          {words('older')}
        </ButtonLink>
      )}
      <ol aria-label={words('said')} className="flex flex-col gap-4 pb-4">
        {entries.toReversed().map((entry) => (
          <Entry
            key={entry.kind === 'sent' ? `${entry.uuid} ${entry.seq}` : entry.id}
            entry={entry}
            undo={undo}
          />
        ))}
      </ol>
      <div ref={end} />
      {before !== undefined && (
        <ButtonLink size="sm" href={inboxHref(address, id)} className="self-center">
          {words('newest')}
        </ButtonLink>
      )}
      <Stopped conversation={conversation} who={whoOf(conversation)} actions={actions} />
      {!canAnswer && <p className="border-t border-line py-4 text-muted">{words('noNumber')}</p>}
      {canAnswer && senderId === null && (
        <p className="border-t border-line py-4 text-muted">{words('noSender')}</p>
      )}
      {canAnswer && senderId !== null && !stopped && (
        <ReplyBox id={id} senders={senders} senderId={senderId} actions={actions} />
      )}
    </div>
  )
}

type HeadProps = { conversation: ConversationDetail; address: InboxAddress; actions: InboxActions }

function Head({ conversation, address, actions }: HeadProps) {
  const words = useTranslations('inbox')
  const screen = useTranslations('states.screen')
  const router = useRouter()
  const client = useQueryClient()
  const [stopping, setStopping] = useState(false)
  const { id, name, msisdn, stopped, canAnswer } = conversation
  const leaveUnread = async () => {
    const result = await answered(actions.mark({ id, read: false }))
    if (!result?.ok) {
      showToast({ title: result?.error.message ?? screen('noAnswer'), status: 'bad' })
      return
    }
    await client.invalidateQueries({ queryKey: inbox.key })
    router.push(inboxHref(address))
  }
  return (
    <>
      <PageHeader
        title={<span className="tabular">{whoOf(conversation)}</span>}
        description={
          name ? <span className="tabular">{numberText({ msisdn, reason: null, parts: 1 })}</span> : undefined
        }
        back={{ href: inboxHref(address), label: words('title') }}
        actions={
          <Menu
            label={words('actions')}
            items={[
              {
                key: 'unread',
                icon: <MailOpen />,
                label: words('markUnread'),
                onSelect: () => void leaveUnread(),
              },
              ...(stopped || !canAnswer
                ? []
                : [
                    {
                      key: 'stop',
                      icon: <Ban />,
                      label: words('wish.stop'),
                      danger: true,
                      onSelect: () => setStopping(true),
                    },
                  ]),
            ]}
          />
        }
      />
      {stopping && (
        <StopQuestion
          id={id}
          who={whoOf(conversation)}
          stop={actions.stop}
          close={() => setStopping(false)}
        />
      )}
    </>
  )
}

/** The newest stands at the bottom, where it is answered: whoever comes begins there, and follows what is added. */
function useScrollToEnd(count: number | undefined) {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (count !== undefined) end.current?.scrollIntoView({ block: 'nearest' })
  }, [count])
  return end
}

/** What is in sight is read. */
function useMarkRead(conversation: ConversationDetail | undefined, mark: InboxActions['mark']) {
  const client = useQueryClient()
  const id = conversation?.id
  const isUnread = (conversation?.unread ?? 0) > 0
  useEffect(() => {
    if (id === undefined || !isUnread || document.hidden) return
    void answered(mark({ id, read: true })).then(() => client.invalidateQueries({ queryKey: inbox.key }))
  }, [id, isUnread, mark, client])
}

/** Calls an answer back that has not left. */
function useUndo(cancel: InboxActions['undo']) {
  const words = useTranslations('inbox.entry')
  const screen = useTranslations('states.screen')
  const client = useQueryClient()
  return (uuid: string) =>
    void answered(cancel({ uuid })).then((result) => {
      if (result?.ok) showToast({ title: words('undone'), status: 'good' })
      else showToast({ title: result?.error.message ?? screen('noAnswer'), status: 'bad' })
      return client.invalidateQueries({ queryKey: inbox.key })
    })
}
