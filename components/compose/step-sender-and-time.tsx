'use client'

import { useTranslations } from 'next-intl'
import { memo, useCallback } from 'react'
import { type LeavingTime, proposeTime, type Schedule } from '#components/schedule/schedule.ts'
import { TimeChoice } from '#components/schedule/time-choice.tsx'
import { serverNow } from '#components/server-clock.ts'
import { Field, FieldError } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/radio-group.tsx'
import { Select } from '#components/ui/select.tsx'
import type { PartCount } from '#lib/sms/parts.ts'
import type { SenderChoice } from './compose-types.ts'
import type { DraftChange } from './draft.ts'
import { HoursChoice } from './hours-choice.tsx'
import type { LeavingOptions } from './leaving-options.ts'
import { MoreOptions } from './more-options.tsx'
import { QuietHours } from './quiet-hours.tsx'
import { useSenderOptions } from './use-sender-options.ts'
import type { Place } from './waiting-places.ts'

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
  options: LeavingOptions
  /** Whether the settings keep to quiet hours where nothing was chosen. */
  quiet: boolean
  places: readonly Place[]
  leavesAt: Date
  senderError: string | undefined
  timeError: string | undefined
}

/** Step 3: under which name it comes, and when. */
export const StepSenderAndTime = memo(function StepSenderAndTime(props: StepSenderAndTimeProps) {
  const { senders, sender, count, textLength, schedule, ownZone, onChange } = props
  const words = useTranslations('compose.when')
  const senderOptions = useSenderOptions(senders, count, textLength)
  const setSchedule = useCallback((next: Schedule) => onChange({ schedule: next }), [onChange])
  const setOptions = useCallback((options: LeavingOptions) => onChange({ options }), [onChange])
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
          options={senderOptions}
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
        {!schedule.later && <FieldError>{props.timeError}</FieldError>}
      </div>
      <div className="flex flex-col gap-2">
        <HoursChoice
          options={props.options}
          quiet={props.quiet}
          silent={sender.silent}
          onOptions={setOptions}
        />
        {props.places.length > 0 && (
          <QuietHours places={props.places} leavesAt={props.leavesAt} now={props.now} />
        )}
      </div>
      <MoreOptions options={props.options} onOptions={setOptions} />
    </>
  )
})
