'use client'

import { Braces } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, type RefObject, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { ForeignCharacters } from './foreign-characters.tsx'
import { MessageText } from './message-text.tsx'
import { TextCounter } from './text-counter.tsx'
import { replaceForeign, type TextFacts } from './text-facts.ts'

type Values = Record<string, string>

type TextEditorProps = {
  text: string
  values: Values
  facts: TextFacts
  onChange: (change: { text: string; values?: Values }) => void
  error: string | undefined
  /** What else can be put into the text; stands under it. */
  tools?: (tools: TextTools) => ReactNode
}

type TextTools = {
  /** Puts `{{name}}` where the caret is, in place of what is marked. */
  insertName: (name: string) => void
  /** Puts another text in place of the whole one. */
  replaceAll: (text: string) => void
}

/** Where a text is written: what it comes to, what would make it cheaper, and placeholders at a press. */
export function TextEditor({ text, values, facts, onChange, error, tools }: TextEditorProps) {
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
      {tools?.({
        insertName: (name) => area.current && insert(area.current, `{{${name}}}`),
        replaceAll: (next) => area.current && typeOver(area.current, next),
      })}
      <ForeignCharacters facts={facts} onReplace={replace} />
      {facts.hasNameless && <p className="text-sm text-bad">{words('nameless')}</p>}
      {facts.hasLooseBraces && <p className="text-sm text-doubtful">{words('looseBraces')}</p>}
    </>
  )
}

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
