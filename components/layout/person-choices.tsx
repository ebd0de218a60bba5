'use client'

import { lazy, Suspense } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'

const load = () => import('./choices.tsx')
const LanguageChoice = lazy(() => load().then((module) => ({ default: module.LanguageChoice })))
const ThemeChoice = lazy(() => load().then((module) => ({ default: module.ThemeChoice })))

/** What a person may choose about the look, fetched when the menu is opened; until then its place is kept. */
export function PersonChoices({ languages }: { languages: readonly string[] }) {
  const place = <Skeleton className="h-14.5 max-md:h-17.5" />
  return (
    <>
      {languages.length > 1 && (
        <Suspense fallback={place}>
          <LanguageChoice languages={languages} />
        </Suspense>
      )}
      <Suspense fallback={place}>
        <ThemeChoice />
      </Suspense>
    </>
  )
}
