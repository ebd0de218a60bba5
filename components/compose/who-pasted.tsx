'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useDeferredValue, useMemo } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { splitPasted } from '#lib/sms/pasted-numbers.ts'

type WhoPastedProps = {
  numbers: string
  onNumbers: (numbers: string) => void
  area: RefObject<HTMLTextAreaElement | null>
  error: string | undefined
  /** How numbers without a country code are read. */
  country: string
}

/** Numbers as somebody has them at hand. */
export function WhoPasted({ numbers, onNumbers, area, error, country }: WhoPastedProps) {
  const words = useTranslations('compose.who')
  const entries = useEntries(numbers)
  return (
    <Field
      label={words('numbers')}
      hint={words('hint', { country })}
      error={error}
      aside={
        <span className="tabular text-sm text-muted">
          {entries > 0 && words('entries', { count: entries })}
        </span>
      }
    >
      <Textarea
        ref={area}
        minRows={4}
        value={numbers}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="none"
        placeholder={words('placeholder')}
        onChange={(event) => onNumbers(event.target.value)}
        // About ten lines: what comes next stays in sight, however long the list is.
        className="tabular max-h-56!"
      />
    </Field>
  )
}

/** How many entries were pasted. Counting a long list does not hold up the typing. */
function useEntries(numbers: string): number {
  const calm = useDeferredValue(numbers)
  return useMemo(() => {
    let count = 0
    for (const _ of splitPasted(calm)) count++
    return count
  }, [calm])
}

/** Marks a line of the pasted list, so that it can be put right at once. */
export function selectRow(area: HTMLTextAreaElement, row: number): void {
  let from = 0
  for (let line = 1; line < row; line++) {
    const next = area.value.indexOf('\n', from)
    if (next < 0) return
    from = next + 1
  }
  const end = area.value.indexOf('\n', from)
  area.focus()
  area.setSelectionRange(from, end < 0 ? area.value.length : end)
}
