'use client'

import { useTranslations } from 'next-intl'
import { memo, useCallback } from 'react'
import { type LeavingTime, proposeTime, type Schedule } from '#components/schedule/schedule.ts'
import { TimeChoice } from '#components/schedule/time-choice.tsx'
import { serverNow } from '#components/server-clock.ts'
import { Field } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/radio-group.tsx'
import { Select } from '#components/ui/select.tsx'
import type { PartCount } from '#lib/sms/parts.ts'
import type { SenderChoice } from './compose-types.ts'
import type { DraftChange } from './draft.ts'
import { useSenderOptions } from './use-sender-options.ts'

type StepSenderAndTimeProps = {
  senders: readonly SenderChoice[]
  sender: SenderChoice
  count: PartCount
  textLength: number
  schedule: Schedule
  leaving: LeavingTime
  ownZone: string
  /** The server's. */
  now: Date
  onChange: (change: DraftChange) => void
  senderError: string | undefined
  timeError: string | undefined
}

/** Step 3: under which name it comes, and when. */
export const StepSenderAndTime = memo(function StepSenderAndTime(props: StepSenderAndTimeProps) {
  const { senders, sender, count, textLength, schedule, ownZone, onChange } = props
  const words = useTranslations('compose.when')
  const options = useSenderOptions(senders, count, textLength)
  const setSchedule = useCallback((next: Schedule) => onChange({ schedule: next }), [onChange])
  const choose = (when: 'now' | 'later') =>
    onChange({
      schedule:
        when === 'now'
          ? { ...schedule, later: false }
          : proposeTime(schedule, ownZone, new Date(serverNow())),
    })
  return (
    <>
      <Field label={words('sender')} error={props.senderError} className="sm:max-w-88">
        <Select
          options={options}
          value={String(sender.id)}
          onValueChange={(id) => onChange({ sender: Number(id) })}
        />
      </Field>
      <div className="flex flex-col gap-3">
        <SegmentedControl
          label={words('when')}
          value={schedule.later ? 'later' : 'now'}
          onValueChange={choose}
          options={[
            { value: 'now', label: words('now') },
            { value: 'later', label: words('later') },
          ]}
        />
        {schedule.later && (
          <TimeChoice
            schedule={schedule}
            leaving={props.leaving}
            ownZone={ownZone}
            now={props.now}
            onChange={setSchedule}
            error={props.timeError}
          />
        )}
      </div>
    </>
  )
})
