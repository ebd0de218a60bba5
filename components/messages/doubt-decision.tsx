'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { credits as creditQueries } from '#components/credits/credit-queries.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { answered } from '#components/ui/outdated.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { MessageDetailView } from '#lib/messages/schema.ts'
import type { DoubtActions } from './message-controls.ts'
import { messages } from './message-queries.ts'
import { ResendDialog } from './resend-dialog.tsx'

type DoubtDecisionProps = {
  uuid: string
  /** The one person that this is about; without it all who are in doubt. */
  seq?: number
  people: number
  /** What they cost if they were sent to; null where that cannot be told apart from the rest. */
  credits: number | null
  actions: DoubtActions
}

/** Says of a message that nobody knows about some of its people, and lets somebody decide. */
export function DoubtNotice({ message, actions }: { message: MessageDetailView; actions: DoubtActions }) {
  const words = useTranslations('message.doubt')
  const { uuid, counts } = message
  if (counts.unknown === 0) return null
  const held = Math.round((message.credits - message.settled - message.refunded) * 1000) / 1000
  return (
    <Notice
      status="doubtful"
      title={words('title', { people: counts.unknown })}
      action={
        <DoubtDecision
          uuid={uuid}
          people={counts.unknown}
          credits={counts.queued === 0 ? held : null}
          actions={actions}
        />
      }
      className="mb-8"
    >
      {words('text')}
      {message.resends
        .filter(({ doubtful }) => doubtful)
        .map((again) => (
          <p key={again.uuid} className="mt-1">
            {words.rich('sentAgain', {
              people: again.people,
              message: (text) => <TextLink href={`/messages/${again.uuid}`}>{text}</TextLink>,
            })}
          </p>
        ))}
    </Notice>
  )
}

/** The two things that a person can decide about somebody in doubt. Both ask first, with what they mean. */
export function DoubtDecision({ uuid, seq, people, credits, actions }: DoubtDecisionProps) {
  const words = useTranslations('message.doubt')
  const [asked, setAsked] = useState<'assume' | 'again' | null>(null)
  const close = () => setAsked(null)
  const one = { uuid, ...(seq !== undefined && { seq }) }
  const button = (what: 'assume' | 'again') => (
    <Button
      size="sm"
      onPointerEnter={preloadConfirmDialog}
      onFocus={preloadConfirmDialog}
      onClick={() => setAsked(what)}
    >
      {words(`${what}.label`)}
    </Button>
  )
  return (
    <div className="flex flex-wrap gap-2">
      {button('assume')}
      {button('again')}
      {asked === 'assume' && (
        <AssumeDialog one={one} people={people} credits={credits} actions={actions} onClose={close} />
      )}
      {asked === 'again' && (
        <ResendDialog target={{ ...one, doubtful: true }} actions={actions.resend} onClose={close} />
      )}
    </div>
  )
}

type AssumeDialogProps = Pick<DoubtDecisionProps, 'people' | 'credits' | 'actions'> & {
  one: { uuid: string; seq?: number }
  onClose: () => void
}

function AssumeDialog({ one, people, credits, actions, onClose }: AssumeDialogProps) {
  const words = useTranslations('message.doubt.assume')
  const screen = useTranslations('states.screen')
  const client = useQueryClient()
  const confirm = async () => {
    const result = await answered(actions.assumeSent(one))
    await Promise.all([
      client.invalidateQueries({ queryKey: messages.key }),
      client.invalidateQueries({ queryKey: creditQueries.key }),
    ])
    if (result?.ok) showToast({ title: words('done', { people: result.value.changed }), status: 'good' })
    else if (result?.error.field === 'doubt') showToast({ title: words('early'), status: 'doubtful' })
    else showToast({ title: result?.error.message || screen('noAnswer'), status: 'bad' })
    return result?.ok === true
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={words('title', { people })}
      description={credits === null ? words('text') : words('textWithPrice', { credits })}
      confirmLabel={words('confirm', { people })}
      cancelLabel={words('no')}
      onConfirm={confirm}
    />
  )
}
