'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Combobox } from '#components/ui/combobox.tsx'
import { Field } from '#components/ui/field.tsx'
import { useZoneName } from './use-time-names.ts'

type ZoneChoiceProps = { zone: string; ownZone: string; now: Date; onZone: (zone: string) => void }

/** All zones that this device knows, the reader's own first. Reckoned only when somebody wants another. */
export function ZoneChoice({ zone, ownZone, now, onZone }: ZoneChoiceProps) {
  const words = useTranslations('schedule')
  const zoneName = useZoneName()
  const hour = Math.floor(now.getTime() / 3_600_000)
  const options = useMemo(() => {
    const at = new Date(hour * 3_600_000)
    const others = Intl.supportedValuesOf('timeZone').filter((name) => name !== ownZone)
    return [ownZone, ...others].map((value) => ({ value, label: zoneName(value, at) }))
  }, [ownZone, hour, zoneName])
  return (
    <Field label={words('zoneLabel')} className="sm:max-w-88">
      <Combobox options={options} value={zone} onValueChange={onZone} />
    </Field>
  )
}
