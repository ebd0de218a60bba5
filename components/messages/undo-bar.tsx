'use client'

import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState, useTransition } from 'react'
import { serverNow } from '#components/server-clock.ts'
import { Button } from '#components/ui/button.tsx'
import type { MessageDetailView, MessageView } from '#lib/messages/schema.ts'
import type { MessageControls, Steering } from './message-controls.ts'
import { useControl } from './use-control.ts'

/** Whether a message has just been confirmed to leave at once, so that it can still be called back. */
export const canUndo = ({ state, scheduledTime, dueAt, waits }: MessageView): boolean =>
  state === 'scheduled' && scheduledTime === null && dueAt !== null && waits.length === 0

/** The last seconds in which a message can be called back as if nothing had been. */
export function UndoBar({ message, controls }: { message: MessageDetailView; controls?: MessageControls }) {
  const words = useTranslations('message.undo')
  const control = useControl(message, controls ?? noControls)
  const [pending, start] = useTransition()
  // Not the time since it was made: a long plan, or the wait for an approval, is no part of it.
  const whole = Math.max(message.undoMs, 1)
  const left = useTimeLeft(message.dueAt, whole)
  const seconds = Math.ceil(left / 1000)

  return (
    <div className="sticky top-[calc(var(--top-height)+0.5rem)] z-10 mb-6 overflow-hidden rounded border border-edge bg-raised shadow-float">
      <div className="flex min-h-14 items-center justify-between gap-4 px-4 py-2">
        <p role="status" className="sr-only">
          {words('spoken', { people: message.counts.queued })}
        </p>
        <p aria-hidden="true" className="tabular">
          {seconds > 0 ? (
            <>
              <span className="font-medium">{words('leavesIn', { seconds })}</span>{' '}
              <span className="text-muted">{words('people', { people: message.counts.queued })}</span>
            </>
          ) : (
            <span className="font-medium">{words('leaving')}</span>
          )}
        </p>
        {controls && (
          <Button
            look="primary"
            icon={<Undo2 aria-hidden="true" />}
            pending={pending}
            disabled={seconds <= 0}
            onClick={() => start(async () => void (await control('cancel')))}
          >
            {words('button')}
          </Button>
        )}
      </div>
      <div
        aria-hidden="true"
        className="h-0.5 origin-left bg-accent transition-transform duration-100 ease-linear motion-reduce:hidden"
        style={{ transform: `scaleX(${Math.min(1, left / whole)})` }}
      />
    </div>
  )
}

const never = () => Promise.reject(new Error('a reader has no controls'))
const noControls: Steering = { cancel: never, stop: never, pause: never, resume: never }

/** Milliseconds until an instant of the server's clock, ten times a second. */
function useTimeLeft(until: string | null, atFirst: number): number {
  const [left, setLeft] = useState(atFirst)
  useEffect(() => {
    const tick = () => setLeft(Math.max(0, Date.parse(until ?? '') - serverNow()))
    tick()
    const timer = setInterval(tick, 100)
    return () => clearInterval(timer)
  }, [until])
  return left
}
