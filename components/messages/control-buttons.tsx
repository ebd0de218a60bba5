'use client'

import { CircleStop, Pause, Play, Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState, useTransition } from 'react'
import { serverNow } from '#components/server-clock.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import {
  canControl,
  canReschedule,
  leavesLater,
  type MessageControl,
  messageTitle,
} from '#lib/messages/rules.ts'
import { countTexted } from '#lib/messages/rules-recipients.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import type { MessageControls } from './message-controls.ts'
import { placeOf } from './place-of.ts'
import { RescheduleButton } from './reschedule-button.tsx'
import { useControl } from './use-control.ts'

type Asked = Exclude<MessageControl, 'pause'>

type ControlButtonsProps = { message: MessageView; controls: MessageControls; size?: 'sm' | 'md' }

const icons: Record<MessageControl, ReactNode> = {
  pause: <Pause aria-hidden="true" />,
  resume: <Play aria-hidden="true" />,
  stop: <CircleStop aria-hidden="true" />,
  cancel: <Undo2 aria-hidden="true" />,
}

/**
 * What can be done with a message now, by the rules that the server applies. Pausing happens at once, because every
 * second of thinking sends, and it can be taken back; the others ask first, with the numbers of this moment.
 */
export function ControlButtons({ message, controls, size }: ControlButtonsProps) {
  const words = useTranslations('messages.controls')
  const control = useControl(message, controls)
  const [asked, setAsked] = useState<Asked | null>(null)
  const [open, setOpen] = useState(false)
  const [pausing, start] = useTransition()
  const end: Asked = canControl('cancel', message) ? 'cancel' : 'stop'
  const values = sentenceValues(message)
  const title = messageTitle(message)

  const ask = (what: Asked) => {
    setAsked(what)
    setOpen(true)
  }
  const button = (what: Asked, look: 'primary' | 'caution') => (
    <Button
      size={size}
      look={look}
      icon={icons[what]}
      of={title}
      onPointerEnter={preloadConfirmDialog}
      onFocus={preloadConfirmDialog}
      onClick={() => ask(what)}
    >
      {words(`${what}.label`)}
    </Button>
  )

  return (
    <>
      {canControl('pause', message) && (
        <Button
          size={size}
          icon={icons.pause}
          of={title}
          pending={pausing}
          data-tooltip={words('pause.hint', values)}
          onClick={() => start(async () => void (await control('pause')))}
        >
          {words('pause.label')}
        </Button>
      )}
      {canReschedule(message) && (
        <RescheduleButton message={message} reschedule={controls.reschedule} size={size} />
      )}
      {canControl(end, message) && button(end, 'caution')}
      {canControl('resume', message) && button('resume', 'primary')}
      {asked && (
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title={words(`${asked}.title`, { title })}
          description={
            asked === 'resume' && leavesLater(message, serverNow())
              ? words.rich('resume.later', {
                  ...values,
                  time: () =>
                    message.dueAt && <RelativeTime at={message.dueAt} zone={message.timeZone ?? undefined} />,
                })
              : words(
                  asked === 'stop' && message.state === 'planning' ? 'stop.planning' : `${asked}.text`,
                  values,
                )
          }
          confirmLabel={words(`${asked}.confirm`, values)}
          cancelLabel={words(`${asked}.no`)}
          danger={asked !== 'resume'}
          onConfirm={() => control(asked)}
        />
      )}
    </>
  )
}

/** Rounded as the ledger counts: floats must not show more digits than money has. */
const sentenceValues = (message: MessageView) => ({
  place: placeOf(message),
  people: message.counts.queued,
  gone: countTexted(message) - message.counts.queued,
  credits: Math.round((message.credits - message.settled - message.refunded) * 1000) / 1000,
})
