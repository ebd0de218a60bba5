'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field, FieldError, FieldGroup } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/radio-group.tsx'
import { Select } from '#components/ui/select.tsx'
import { hoursChosen, type LeavingOptions } from './leaving-options.ts'

type HoursChoiceProps = {
  options: LeavingOptions
  /** Whether the settings keep to quiet hours where nothing was chosen. */
  quiet: boolean
  /** No phone rings through the sender's account. */
  silent: boolean
  onOptions: (options: LeavingOptions) => void
}

/** At which hours of the recipients' day it may leave. */
export function HoursChoice({ options, quiet, silent, onOptions }: HoursChoiceProps) {
  const words = useTranslations('compose.hours')
  const hours = hoursChosen(options, quiet)
  return (
    <>
      <SegmentedControl
        label={words('label')}
        value={hours}
        onValueChange={(next) => onOptions({ ...options, hours: next })}
        options={[
          { value: 'usual', label: words('usual') },
          { value: 'any', label: words('any') },
          { value: 'own', label: words('own') },
        ]}
      />
      <p className="max-w-prose text-sm text-muted">
        {silent && options.hours === null ? words('silentHint') : words(`${hours}Hint`)}
      </p>
      {hours === 'own' && <OwnHours options={options} onOptions={onOptions} />}
    </>
  )
}

const half = (i: number) => `${String(Math.floor(i / 2)).padStart(2, '0')}:${i % 2 ? '30' : '00'}`
const starts = Array.from({ length: 48 }, (_, i) => ({ value: half(i), label: half(i) }))
const ends = Array.from({ length: 48 }, (_, i) => ({ value: half(i + 1), label: half(i + 1) }))

/** A Monday, from which the names of days are made. */
const MONDAY = Date.UTC(2026, 10, 23, 12)

function OwnHours({ options, onOptions }: Omit<HoursChoiceProps, 'quiet' | 'silent'>) {
  const words = useTranslations('compose.hours')
  const format = useFormatter()
  const { from, to, days } = options
  const toggle = (day: number, on: boolean) =>
    onOptions({ ...options, days: on ? [...days, day].toSorted() : days.filter((other) => other !== day) })
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Field label={words('from')} className="w-24">
          <Select
            options={starts}
            value={from}
            onValueChange={(next) => onOptions({ ...options, from: next ?? from })}
          />
        </Field>
        <Field label={words('to')} className="w-24">
          <Select
            options={ends}
            value={to}
            onValueChange={(next) => onOptions({ ...options, to: next ?? to })}
          />
        </Field>
      </div>
      <FieldGroup label={words('days')}>
        <div className="flex flex-wrap gap-x-4 gap-y-1">
          {[1, 2, 3, 4, 5, 6, 7].map((day) => (
            <Checkbox
              key={day}
              label={format.dateTime(new Date(MONDAY + (day - 1) * 86_400_000), {
                weekday: 'short',
                timeZone: 'UTC',
              })}
              checked={days.includes(day)}
              onChange={(event) => toggle(day, event.target.checked)}
            />
          ))}
        </div>
      </FieldGroup>
      <FieldError>{from >= to ? words('turned') : days.length === 0 ? words('noDay') : undefined}</FieldError>
    </div>
  )
}
