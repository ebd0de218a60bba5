'use client'

import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { goToStep } from './step.tsx'
import type { Composer } from './use-composer.ts'
import { useWhen } from './use-when.ts'

type Line = { key: string; text: string | null }

/** The message in four lines: to how many, how long, for how much, and when. A dash where it is not known yet. */
function useLines(composer: Composer): { lines: Line[]; isFresh: boolean } {
  const words = useTranslations('common')
  const { audience, price, facts } = composer
  const when = useWhen(composer)
  // Whoever lacks a value is only left out once there is a text.
  const people = (price.value ?? audience.value)?.valid
  const parts = facts.isEmpty ? null : (price.value?.partsEach ?? facts.count.parts)
  return {
    isFresh: audience.isFresh && (price.isFresh || price.value === null),
    lines: [
      { key: 'people', text: people === undefined ? null : words('people', { count: people }) },
      { key: 'parts', text: parts === null ? null : words('parts', { count: parts }) },
      { key: 'credits', text: price.value ? words('credits', { count: price.value.credits }) : null },
      { key: 'when', text: price.value ? when.usual : null },
    ],
  }
}

/** Beside the steps, where there is room. */
export function SummaryAside({ composer }: { composer: Composer }) {
  const words = useTranslations('compose.summary')
  const { lines, isFresh } = useLines(composer)
  return (
    <dl className="flex flex-col" aria-label={words('title')}>
      {lines.map(({ key, text }) => (
        <div key={key} className="flex justify-between gap-4 border-b border-line py-1.5 last:border-b-0">
          <dt className="text-muted">{words(key as 'people')}</dt>
          <dd
            className={clsx(
              'tabular text-right transition-colors',
              text && !isFresh && key !== 'when' && 'text-muted delay-300',
            )}
          >
            {text ?? <span className="text-muted">–</span>}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Along the lower edge where there is not. */
export function SummaryBar({ composer, reviewIsOpen }: { composer: Composer; reviewIsOpen: boolean }) {
  const words = useTranslations('compose.summary')
  const { lines, isFresh } = useLines(composer)
  const known = lines.filter(({ key, text }) => text && key !== 'when')
  return (
    <div
      data-foot=""
      className="sticky bottom-(--bottom-height) z-10 -mx-4 mt-6 -mb-12 flex min-h-14 items-center justify-between gap-3 border-t border-line bg-canvas px-4 py-1.5 md:-mx-8 md:px-8 lg:hidden"
    >
      <p
        className={clsx(
          'tabular font-medium transition-colors',
          known.length > 0 && !isFresh && 'text-muted delay-300',
        )}
      >
        {known.length > 0 ? (
          known.map(({ text }) => text).join(' · ')
        ) : (
          <span className="font-normal text-muted">{words('nothing')}</span>
        )}
      </p>
      {reviewIsOpen && (
        <Button size="sm" onClick={() => goToStep('review')}>
          {words('review')}
        </Button>
      )}
    </div>
  )
}
