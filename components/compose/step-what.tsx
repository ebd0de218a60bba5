'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import type { Price } from './compose-types.ts'
import { CostAdvice } from './cost-advice.tsx'
import type { DraftChange } from './draft.ts'
import { PersonSteps } from './person-steps.tsx'
import { PhonePreview } from './phone-preview.tsx'
import { PlaceholderValues } from './placeholder-values.tsx'
import { TemplateChoice } from './template-choice.tsx'
import { TextEditor } from './text-editor.tsx'
import type { TextFacts } from './text-facts.ts'
import type { People } from './use-people.ts'

type StepWhatProps = {
  text: string
  values: Record<string, string>
  facts: TextFacts
  onChange: (change: DraftChange) => void
  error: string | undefined
  valuesError: string | undefined
  sender: string
  /** Names by which the text can say something of each person. */
  names: readonly string[]
  people: People
  price: Price | null
  counted: boolean
}

/** Step 2: the text, what it comes to, and what would make it cheaper. */
export const StepWhat = memo(function StepWhat(props: StepWhatProps) {
  const { text, values, facts, onChange, error, valuesError, sender, names } = props
  const forAll = facts.names.filter((name) => !names.includes(name))
  return (
    <>
      <TextEditor
        text={text}
        values={values}
        facts={facts}
        onChange={onChange}
        error={error}
        tools={({ insertName, replaceAll }) => (
          <>
            <div className="flex flex-wrap items-center gap-2 empty:hidden">
              <TemplateChoice onText={replaceAll} />
              <NameChips names={names} onName={insertName} />
            </div>
            <CostAdvice price={props.price} />
          </>
        )}
      />
      {forAll.length > 0 && (
        <PlaceholderValues
          text={text}
          names={forAll}
          known={names}
          values={values}
          facts={facts}
          onChange={onChange}
          error={valuesError}
        />
      )}
      <div className="flex flex-col gap-2 lg:hidden">
        <PhonePreview facts={facts} sender={sender} />
        <PersonSteps people={props.people} counted={props.counted} />
      </div>
    </>
  )
})

/** Names offered at once; a file may have hundreds of columns. */
const OFFERED = 12

/** What the list says of each person, ready to be put into the text. */
function NameChips({ names, onName }: { names: readonly string[]; onName: (name: string) => void }) {
  const words = useTranslations('compose.what')
  if (names.length === 0) return null
  return (
    <ul aria-label={words('names')} className="flex flex-wrap gap-1.5">
      {names.slice(0, OFFERED).map((name) => (
        <li key={name}>
          <button
            type="button"
            onClick={() => onName(name)}
            className="flex min-h-7 max-w-48 items-center rounded-md bg-accent-soft px-2 font-mono text-xs hover:bg-hover max-md:min-h-11"
          >
            <span className="truncate">{`{{${name}}}`}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
