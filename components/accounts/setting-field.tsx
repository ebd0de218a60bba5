'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { FormField } from '#lib/accounts/rules-form.ts'

type Props = {
  field: FormField
  /** Its name in the form. */
  name: string
  provider: string
  value: string
  error: string | undefined
  /** A secret is never shown; `kept` says that there is one, which stays unless another is typed. */
  secret?: 'new' | 'kept'
}

/** One setting of a provider, as its schema describes it. */
export function SettingField({ field, name, provider, value, error, secret }: Props) {
  const words = useTranslations('accounts.form')
  const catalogue = useTranslations('providers')
  const key = `${provider}.settings.${field.name}` as 'rehearsal.settings.seed'
  const label = field.title ?? (catalogue.has(key) ? catalogue(key) : field.name)
  const unitKey = `units.${field.unit}` as 'units.s'
  const unit = words.has(unitKey) ? words(unitKey) : field.unit
  const help = [field.help, secret === 'kept' && words('secretKept')].filter(Boolean).join(' ')
  if (field.kind === 'switch') {
    return (
      <Checkbox
        name={name}
        value="true"
        defaultChecked={value === 'true'}
        label={label}
        hint={help || undefined}
      />
    )
  }
  return (
    <Field
      label={unit ? `${label} (${unit})` : label}
      hint={help || undefined}
      error={error && field.range ? words('between', field.range) : error}
      optional={secret === 'kept' || (!field.required && field.standard === '')}
    >
      <Control field={field} name={name} provider={provider} value={value} secret={secret} />
    </Field>
  )
}

function Control({ field, name, provider, value, secret }: Omit<Props, 'error'>) {
  const words = useTranslations('accounts.form')
  const catalogue = useTranslations('providers')
  const shared = { name, autoComplete: 'off', spellCheck: false }
  if (secret) {
    const placeholder = secret === 'kept' ? words('secretThere') : undefined
    return field.kind === 'area' ? (
      <Textarea {...shared} minRows={4} placeholder={placeholder} className="font-mono text-xs" />
    ) : (
      <Input {...shared} type="password" autoComplete="new-password" placeholder={placeholder} />
    )
  }
  if (field.kind === 'choice') {
    return (
      <Select
        name={name}
        defaultValue={value}
        options={field.options.map((option) => {
          const key = `${provider}.options.${option}` as 'rehearsal.options.silence'
          return { value: option, label: catalogue.has(key) ? catalogue(key) : option }
        })}
      />
    )
  }
  if (field.kind === 'area' || field.kind === 'list') {
    return <Textarea {...shared} minRows={2} defaultValue={value} />
  }
  const isNumber = field.kind === 'integer' || field.kind === 'number'
  return (
    <Input
      {...shared}
      defaultValue={value}
      inputMode={isNumber ? 'decimal' : undefined}
      className={isNumber ? 'tabular max-w-48' : undefined}
    />
  )
}
