'use client'

import { useTranslations } from 'next-intl'
import { Field, FieldGroup } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { parseTemplate } from '#lib/sms/placeholders.ts'
import type { DraftChange } from './draft.ts'
import type { TextFacts } from './text-facts.ts'

type PlaceholderValuesProps = {
  text: string
  /** Those for which no person brings a value of their own. */
  names: readonly string[]
  values: Record<string, string>
  facts: TextFacts
  onChange: (change: DraftChange) => void
  error: string | undefined
}

/** A value, the same for everybody, for each placeholder that the list says nothing about. */
export function PlaceholderValues({ text, names, values, facts, onChange, error }: PlaceholderValuesProps) {
  const words = useTranslations('compose.values')
  const fallbacks = new Map(parseTemplate(text).placeholders.map(({ name, fallback }) => [name, fallback]))
  return (
    <FieldGroup label={words('title')} hint={words('hint')} error={error}>
      <div className="mt-1 grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {names.map((name) => (
          <Field
            key={name}
            label={<span className="font-mono text-sm font-normal break-all">{`{{${name}}}`}</span>}
            aside={
              facts.missing.includes(name) && (
                <span className="text-sm text-doubtful">{words('missing')}</span>
              )
            }
          >
            <Input
              value={values[name] ?? ''}
              maxLength={2000}
              autoComplete="off"
              placeholder={fallbacks.get(name) ?? undefined}
              onChange={(event) => onChange({ values: { ...values, [name]: event.target.value } })}
            />
          </Field>
        ))}
      </div>
    </FieldGroup>
  )
}
