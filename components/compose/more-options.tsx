'use client'

import { useTranslations } from 'next-intl'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { type LeavingOptions, rateChosen } from './leaving-options.ts'

/** Hours after its time at which a message may be given up. */
const VALID_HOURS = [1, 2, 4, 8, 12, 24, 48, 72]

type MoreOptionsProps = { options: LeavingOptions; onOptions: (options: LeavingOptions) => void }

/** What few messages need: an end, and a rate below that of the account. */
export function MoreOptions({ options, onOptions }: MoreOptionsProps) {
  const words = useTranslations('compose.options')
  const { validHours, rate } = options
  const choices = [
    { value: '', label: words('noEnd') },
    ...VALID_HOURS.map((hours) => ({ value: String(hours), label: words('validFor', { hours }) })),
  ]
  return (
    <Disclosure title={words('title')} open={validHours !== null || rate !== ''}>
      <div className="flex flex-col gap-4">
        <Field label={words('valid')} hint={words('validHint')} className="sm:max-w-88">
          <Select
            options={choices}
            value={validHours === null ? '' : String(validHours)}
            onValueChange={(value) => onOptions({ ...options, validHours: value ? Number(value) : null })}
          />
        </Field>
        <Field
          label={words('rate')}
          hint={words('rateHint')}
          error={Number.isNaN(rateChosen(options)) ? words('rateWrong') : undefined}
          className="sm:max-w-88"
        >
          <Input
            inputMode="numeric"
            autoComplete="off"
            value={rate}
            onChange={(event) => onOptions({ ...options, rate: event.target.value })}
          />
        </Field>
      </div>
    </Disclosure>
  )
}
