'use client'

import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/ui/combobox.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'

type Props = {
  options: readonly { value: string; label: string }[]
  /** ISO codes. */
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  error: string | undefined
}

/** Several countries: those that are chosen, each with its way out, and a field that adds one. */
export function CountryList({ options, chosen, onChange, error }: Props) {
  const words = useTranslations('settings.general.countries')
  const names = new Map(options.map(({ value, label }) => [value, label]))
  const others = options.filter(({ value }) => !chosen.includes(value))
  return (
    <FieldGroup label={words('label')} hint={words('hint')} error={error}>
      <ul className="flex flex-wrap gap-2">
        {chosen.length === 0 && <li className="py-1 text-muted">{words('all')}</li>}
        {chosen.map((code) => (
          <li key={code} className="flex items-center rounded border border-line pl-2.5">
            {names.get(code) ?? code}
            <IconButton
              size="sm"
              icon={<X />}
              label={words('remove', { country: names.get(code) ?? code })}
              onClick={() => onChange(chosen.filter((one) => one !== code))}
            />
          </li>
        ))}
      </ul>
      <Combobox
        aria-label={words('add')}
        placeholder={words('add')}
        options={others}
        value={null}
        onValueChange={(code) => onChange([...chosen, code])}
        className="max-w-60"
      />
    </FieldGroup>
  )
}
