'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { controlClass } from '#components/ui/control-class.ts'
import { Field, useField } from '#components/ui/field.tsx'
import { readChoice, rememberChoice } from './cookie.ts'

const deviceZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** By whose clock times are shown: the device's, or that of a zone. Changes the page at once. */
export function TimeZoneChoice() {
  const words = useTranslations('person')
  return (
    <Field label={words('zone')}>
      <Zones />
    </Field>
  )
}

/** The browser's own list: it hangs in a panel that closes when something beside it is pressed. */
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
