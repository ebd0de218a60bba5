'use client'

import { Braces } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { memo, type RefObject, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import type { DraftChange } from './draft.ts'
import { ForeignCharacters } from './foreign-characters.tsx'
import { MessageText } from './message-text.tsx'
import { PhonePreview } from './phone-preview.tsx'
import { PlaceholderValues } from './placeholder-values.tsx'
import { TextCounter } from './text-counter.tsx'
import { replaceForeign, type TextFacts } from './text-facts.ts'

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
  const words = useTranslations('compose.what')
  const area = useRef<HTMLTextAreaElement>(null)
  const replace = (only?: readonly string[]) => {
    const better = replaceForeign(text, values, only)
    if (better.text !== text && area.current) typeOver(area.current, better.text)
    onChange(better)
  }
  return (
    <>
      <div className="flex flex-col gap-1.5">
        <Field
          label={words('text')}
          error={error}
          aside={
            <Button
              size="sm"
              look="quiet"
              icon={<Braces aria-hidden="true" />}
              onClick={() => insertPlaceholder(area, words('placeholderName'))}
              className="-my-1"
            >
              {words('addPlaceholder')}
            </Button>
          }
        >
          <MessageText text={text} facts={facts} area={area} onText={(next) => onChange({ text: next })} />
        </Field>
        <TextCounter facts={facts} />
      </div>
      <ForeignCharacters facts={facts} onReplace={replace} />
      {facts.hasNameless && <p className="text-sm text-bad">{words('nameless')}</p>}
      {facts.hasLooseBraces && <p className="text-sm text-doubtful">{words('looseBraces')}</p>}
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

/** Puts `{{name}}` where the caret is and marks the name, so that it can be typed over. */
function insertPlaceholder(ref: RefObject<HTMLTextAreaElement | null>, name: string): void {
  const area = ref.current
  if (!area) return
  const at = area.selectionStart
  const chosen = area.value.slice(at, area.selectionEnd)
  const used = /^[^{}\n|]{1,40}$/.test(chosen) ? chosen : name
  insert(area, `{{${used}}}`)
  area.setSelectionRange(at + 2, at + 2 + used.length)
}

/** Puts another text in place of the whole one, leaving the caret at the end. */
function typeOver(area: HTMLTextAreaElement, text: string): void {
  area.focus()
  area.select()
  insert(area, text)
}

/** As if it had been typed: the browser's own undo takes it back, which setting the value would make impossible. */
function insert(area: HTMLTextAreaElement, text: string): void {
  area.focus()
  if (document.execCommand('insertText', false, text)) return
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}
