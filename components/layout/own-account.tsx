'use client'

import { KeyRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { ButtonLink } from '#components/ui/button.tsx'
import { controlClass } from '#components/ui/control-class.ts'
import { Field, useField } from '#components/ui/field.tsx'
import { readChoice, rememberChoice } from './cookie.ts'

const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** By whose clock times are shown, and where the password is changed. */
export function OwnAccount() {
  const words = useTranslations('person')
  return (
    <>
      <Field label={words('zone')}>
        <Zones />
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
function Zones() {
  const words = useTranslations('person')
  const router = useRouter()
  const [, start] = useTransition()
  const [zone, setZone] = useState(() => readChoice('time-zone') ?? '')
  const choose = (next: string) => {
    setZone(next)
    rememberChoice('time-zone', next || null)
    start(() => router.refresh())
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
