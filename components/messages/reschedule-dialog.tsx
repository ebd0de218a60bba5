'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTimeZone, useTranslations } from 'next-intl'
import { type FormEvent, useId, useState, useTransition } from 'react'
import {
  leavingTime,
  proposeTime,
  type Schedule,
  scheduleAt,
  sendNow,
} from '#components/schedule/schedule.ts'
import { TimeChoice } from '#components/schedule/time-choice.tsx'
import { useServerClock } from '#components/schedule/use-server-clock.ts'
import { useDayName } from '#components/schedule/use-time-names.ts'
import { serverNow } from '#components/server-clock.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { answered } from '#components/ui/outdated.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { showToast } from '#components/ui/toast.ts'
import { messageTitle } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import type { MessageControls } from './message-controls.ts'
import { messages } from './message-queries.ts'

type RescheduleDialogProps = {
  message: MessageView
  reschedule: MessageControls['reschedule']
  onClose: () => void
}

/** Another time for a message that has not begun, on the clocks of a named zone. */
export function RescheduleDialog({ message, reschedule, onClose }: RescheduleDialogProps) {
  const { dueAt } = message
  const words = useTranslations('messages.controls.reschedule')
  const form = useId()
  const ownZone = useTimeZone() ?? 'UTC'
  const [schedule, setSchedule] = useState(() => proposed(message, ownZone))
  const now = useServerClock(undefined, true)
  const leaving = leavingTime(schedule, ownZone, now)
  const zone = schedule.zone ?? ownZone
  const time = useDayName(zone, now).dayAndTime
  const { save, problem, isPending } = useSave(message, reschedule, onClose)
  const isReady = leaving.kind === 'at' && leaving.at.getTime() !== Date.parse(dueAt ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady && !isPending) save(leaving.at, zone, time(leaving.at))
  }
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={words('title', { title: messageTitle(message) })}
      description={dueAt && words.rich('text', { time: () => <RelativeTime at={dueAt} zone={zone} /> })}
      footer={
        <>
          <Button onClick={onClose}>{words('no')}</Button>
          <Button type="submit" form={form} look="primary" pending={isPending} disabled={!isReady}>
            {isReady ? words('confirm', { time: time(leaving.at) }) : words('choose')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TimeChoice {...{ schedule, leaving, ownZone, now, onChange: setSchedule, error: problem }} />
      </form>
    </Dialog>
  )
}

/** The time that it has, on the clocks on which it was chosen; the next full hour where that has passed. */
function proposed({ dueAt, timeZone }: MessageView, ownZone: string): Schedule {
  const now = new Date(serverNow())
  const zone = timeZone ?? ownZone
  const due = new Date(dueAt ?? now)
  if (due > now) return scheduleAt(due, zone, ownZone)
  return proposeTime({ ...sendNow, zone: zone === ownZone ? null : zone }, ownZone, now)
}

function useSave(message: MessageView, reschedule: MessageControls['reschedule'], onClose: () => void) {
  const words = useTranslations('messages.controls.reschedule')
  const screen = useTranslations('states.screen')
  const client = useQueryClient()
  const [problem, setProblem] = useState<string>()
  const [isPending, start] = useTransition()
  const save = (at: Date, timeZone: string, name: string) =>
    start(async () => {
      const input = { uuid: message.uuid, scheduledAt: at.toISOString(), timeZone }
      const result = await answered(reschedule(input))
      await client.invalidateQueries({ queryKey: messages.key })
      if (!result?.ok) {
        setProblem(result?.error.message ?? screen('noAnswer'))
        return
      }
      showToast({ title: words('done', { time: name }), status: 'good' })
      onClose()
    })
  return { save, problem, isPending }
}
