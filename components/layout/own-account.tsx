'use client'

import { KeyRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { ButtonLink } from '#components/ui/button.tsx'
import { controlClass } from '#components/ui/control-class.ts'
import { Field, useField } from '#components/ui/field.tsx'
import type { PersonChoicesProps } from './person-choices.tsx'
import { useRemember } from './use-remember.ts'

const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

type Choice = Pick<PersonChoicesProps, 'timeZone' | 'remember'>

/** By whose clock times are shown, and where the password is changed. */
export function OwnAccount(choice: Choice) {
  const words = useTranslations('person')
  return (
    <>
      <Field label={words('zone')}>
        <Zones {...choice} />
      </Field>
      <ButtonLink
        href="/change-password"
        look="quiet"
        icon={<KeyRound aria-hidden="true" />}
        className="-mx-2 justify-start"
      >
        {words('changePassword')}
      </ButtonLink>
    </>
  )
}

/**
 * The device's clock, or that of a zone; changes the page at once. The browser's own list, because it hangs in a panel
 * that closes when something beside it is pressed.
 */
function Zones({ timeZone, remember }: Choice) {
  const words = useTranslations('person')
  const keep = useRemember(remember)
  const [, start] = useTransition()
  const [zone, setZone] = useState(timeZone ?? '')
  const choose = (next: string) => {
    setZone(next)
    start(async () => {
      if (!(await keep({ timeZone: next || null }))) setZone(zone)
    })
  }
  return (
    <select
      {...useField()}
      value={zone}
      onChange={(event) => choose(event.target.value)}
      className={`${controlClass} h-8 max-md:h-10`}
    >
      <option value="">{words('zoneOfDevice', { zone: nameOf(deviceZone()) })}</option>
      {Intl.supportedValuesOf('timeZone').map((name) => (
        <option key={name} value={name}>
          {nameOf(name)}
        </option>
      ))}
    </select>
  )
}

const nameOf = (zone: string) => zone.replaceAll('_', ' ')
