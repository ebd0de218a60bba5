'use client'

import { useTranslations } from 'next-intl'
import { memo, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Combobox } from '#components/ui/combobox.tsx'
import { Field, FieldError } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/radio-group.tsx'
import { Select } from '#components/ui/select.tsx'
import { daysFrom, type LeavingTime, minutesAround, type Schedule, scheduleAt } from './schedule.ts'
import { useDayName, useZoneName } from './use-time-names.ts'
import { ZoneChoice } from './zone-choice.tsx'

type TimeChoiceProps = {
  schedule: Schedule
  leaving: LeavingTime
  ownZone: string
  now: Date
  onChange: (schedule: Schedule) => void
  error: string | undefined
}

/** How far ahead a day can be chosen. */
const DAYS = 366
const twoDigits = (n: number) => String(n).padStart(2, '0')
const hours = Array.from({ length: 24 }, (_, i) => ({ value: String(i), label: twoDigits(i) }))

/** Day, hour and minute on the clocks of one named zone. */
export const TimeChoice = memo(function TimeChoice(props: TimeChoiceProps) {
  const { schedule, leaving, ownZone, now, onChange, error } = props
  const words = useTranslations('schedule')
  const zone = schedule.zone ?? ownZone
  const days = useDays(zone, now)
  const zoneName = useZoneName()
  const [changesZone, setChangesZone] = useState(false)
  const set = (change: Partial<Schedule>) => onChange({ ...schedule, second: false, ...change })
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-x-2 gap-y-3">
        <Field label={words('day')} className="w-52 max-sm:w-full">
          <Combobox options={days} value={schedule.day} onValueChange={(day) => set({ day })} />
        </Field>
        <Field label={words('hour')} className="w-20">
          <Select
            options={hours}
            value={String(schedule.hour)}
            onValueChange={(hour) => set({ hour: Number(hour) })}
          />
        </Field>
        <span aria-hidden="true" className="pb-1.5 max-md:pb-2.5">
          :
        </span>
        <Field label={words('minute')} className="w-20">
          <Select
            options={minutesAround(schedule.minute).map((n) => ({ value: String(n), label: twoDigits(n) }))}
            value={String(schedule.minute)}
            onValueChange={(minute) => set({ minute: Number(minute) })}
          />
        </Field>
      </div>
      {changesZone ? (
        <ZoneChoice
          zone={zone}
          ownZone={ownZone}
          now={now}
          onZone={(next) => set({ zone: next === ownZone ? null : next })}
        />
      ) : (
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
          {words('zone', { zone: zoneName(zone, leaving.kind === 'now' ? now : leaving.at) })}
          <Button size="sm" look="quiet" onClick={() => setChangesZone(true)}>
            {words('changeZone')}
          </Button>
        </p>
      )}
      <Remark {...{ schedule, leaving, ownZone, now, onChange }} />
      <FieldError>{error ?? (leaving.kind === 'past' ? words('past') : undefined)}</FieldError>
    </div>
  )
})

/** Made anew when the day turns, not at every tick: a year of names takes a while to write. */
function useDays(zone: string, now: Date) {
  const dayName = useDayName(zone, now)
  const [today = ''] = daysFrom(now, zone, 1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names change with the day alone.
  return useMemo(
    () => daysFrom(now, zone, DAYS).map((value) => ({ value, label: dayName(value) })),
    [today, zone],
  )
}

/** What is not plain about the chosen time: the clocks change, or the reader's own show another. */
function Remark({ schedule, leaving, ownZone, now, onChange }: Omit<TimeChoiceProps, 'error'>) {
  const words = useTranslations('schedule')
  const zone = schedule.zone ?? ownZone
  const dayName = useDayName(zone, now)
  const ownDayName = useDayName(ownZone, now)
  const zoneName = useZoneName()
  const chosen = `${twoDigits(schedule.hour)}:${twoDigits(schedule.minute)}`
  if (leaving.kind === 'skipped')
    return (
      <div role="alert" className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        <p className="text-bad">{words('skipped', { time: chosen })}</p>
        <Button size="sm" onClick={() => onChange(scheduleAt(leaving.at, zone, ownZone))}>
          {words('useNext', { time: dayName.time(leaving.at) })}
        </Button>
      </div>
    )
  if (leaving.kind !== 'at') return null
  return (
    <div role="status" className="flex flex-col gap-2 text-sm empty:hidden">
      {leaving.twice && (
        <SegmentedControl
          label={words('twice', { time: chosen })}
          value={schedule.second ? 'second' : 'first'}
          onValueChange={(which) => onChange({ ...schedule, second: which === 'second' })}
          options={[
            { value: 'first', label: words('first', { offset: zoneName.offset(zone, leaving.twice[0]) }) },
            { value: 'second', label: words('second', { offset: zoneName.offset(zone, leaving.twice[1]) }) },
          ]}
        />
      )}
      {zone !== ownZone && (
        <p className="text-muted">{words('forYou', { time: ownDayName.dayAndTime(leaving.at) })}</p>
      )}
    </div>
  )
}
