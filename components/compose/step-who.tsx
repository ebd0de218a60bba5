'use client'

import { useLocale, useTranslations } from 'next-intl'
import { memo, useDeferredValue, useId, useMemo, useRef } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { splitPasted } from '#lib/sms/pasted-numbers.ts'
import { AudienceFigures } from './audience-figures.tsx'
import type { Audience } from './compose-types.ts'
import { LeftOut } from './left-out.tsx'
import { NoAnswer } from './no-answer.tsx'
import type { Answer } from './use-answer.ts'

type StepWhoProps = {
  numbers: string
  onNumbers: (numbers: string) => void
  audience: Answer<Audience>
  error: string | undefined
  /** ISO code: how numbers without a country code are read. */
  country: string
}

/** Step 1: the people, as pasted, and what becomes of each row. */
export const StepWho = memo(function StepWho({ numbers, onNumbers, audience, error, country }: StepWhoProps) {
  const words = useTranslations('compose.who')
  const locale = useLocale()
  const area = useRef<HTMLTextAreaElement>(null)
  const figures = useId()
  const entries = useEntries(numbers)
  const countryName = useMemo(
    () => new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country,
    [locale, country],
  )
  return (
    <>
      <Field
        label={words('numbers')}
        hint={words('hint', { country: countryName })}
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
      <div id={figures} className="-mt-1 flex flex-col gap-2">
        <AudienceFigures audience={audience} isAsked={entries > 0} />
        {audience.failure === 'no-answer' && <NoAnswer onRetry={audience.askAgain} />}
        {audience.value && (
          <LeftOut audience={audience.value} onRow={(row) => area.current && selectRow(area.current, row)} />
        )}
      </div>
    </>
  )
})

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
function selectRow(area: HTMLTextAreaElement, row: number): void {
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
