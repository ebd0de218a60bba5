'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Field, FieldGroup } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { parseTemplate } from '#lib/sms/placeholders.ts'
import type { DraftChange } from './draft.ts'
import type { TextFacts } from './text-facts.ts'
import { meantName, renamePlaceholder } from './text-tokens.ts'

type PlaceholderValuesProps = {
  text: string
  /** Those for which no person brings a value of their own. */
  names: readonly string[]
  /** Names for which each person brings a value. */
  known: readonly string[]
  values: Record<string, string>
  facts: TextFacts
  onChange: (change: DraftChange) => void
  error: string | undefined
}

/** A value, the same for everybody, for each placeholder that the list says nothing about. */
export function PlaceholderValues(props: PlaceholderValuesProps) {
  const { text, names, known, values, facts, onChange, error } = props
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
                <Missing
                  meant={meantName(name, known)}
                  onMeant={(meant) => onChange({ text: renamePlaceholder(text, name, meant) })}
                />
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

/** A name that the list has in another spelling is taken from there at a press, not typed the same for everybody. */
function Missing({ meant, onMeant }: { meant: string | undefined; onMeant: (name: string) => void }) {
  const words = useTranslations('compose.values')
  if (meant === undefined) return <span className="text-sm text-doubtful">{words('missing')}</span>
  return (
    <Button size="sm" onClick={() => onMeant(meant)} className="-my-1">
      {words('meant', { name: `{{${meant}}}` })}
    </Button>
  )
}
