'use client'

import { memo } from 'react'
import type { DraftChange } from './draft.ts'
import { PhonePreview } from './phone-preview.tsx'
import { PlaceholderValues } from './placeholder-values.tsx'
import { TextEditor } from './text-editor.tsx'
import type { TextFacts } from './text-facts.ts'

type StepWhatProps = {
  text: string
  values: Record<string, string>
  facts: TextFacts
  onChange: (change: DraftChange) => void
  error: string | undefined
  valuesError: string | undefined
  sender: string
}

/** Step 2: the text, what it comes to, and what would make it cheaper. */
export const StepWhat = memo(function StepWhat(props: StepWhatProps) {
  const { text, values, facts, onChange, error, valuesError, sender } = props
  return (
    <>
      <TextEditor text={text} values={values} facts={facts} onChange={onChange} error={error} />
      {facts.names.length > 0 && (
        <PlaceholderValues
          text={text}
          values={values}
          facts={facts}
          onChange={onChange}
          error={valuesError}
        />
      )}
      <PhonePreview facts={facts} sender={sender} className="lg:hidden" />
    </>
  )
})
