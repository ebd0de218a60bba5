'use client'

import { CalendarClock } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Suspense, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Coming } from '#components/ui/coming.tsx'
import { later } from '#components/ui/later.tsx'
import { messageTitle } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import type { MessageControls } from './message-controls.ts'

const load = () => import('./reschedule-dialog.tsx').then((all) => all.RescheduleDialog)
const RescheduleDialog = later(load)

type RescheduleButtonProps = {
  message: MessageView
  reschedule: MessageControls['reschedule']
  size?: 'sm' | 'md'
}

/** Leads to choosing another time; what time is chosen with is fetched when somebody comes near. */
export function RescheduleButton({ message, reschedule, size }: RescheduleButtonProps) {
  const words = useTranslations('messages.controls.reschedule')
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button
        size={size}
        of={messageTitle(message)}
        icon={<CalendarClock aria-hidden="true" />}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(true)}
      >
        {words('label')}
      </Button>
      {open && (
        <Suspense fallback={<Coming />}>
          <RescheduleDialog message={message} reschedule={reschedule} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
