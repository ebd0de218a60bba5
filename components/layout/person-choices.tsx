'use client'

import { Suspense } from 'react'
import { later } from '#components/ui/later.tsx'
import type { RememberChoice } from './use-remember.ts'

const load = () => import('./choices.tsx')
const LanguageChoice = later(() => load().then((all) => all.LanguageChoice))
const ThemeChoice = later(() => load().then((all) => all.ThemeChoice))
const OwnAccount = later(() => import('./own-account.tsx').then((all) => all.OwnAccount))

export type PersonChoicesProps = {
  languages: readonly string[]
  /** The zone that the person chose; null follows the device. */
  timeZone: string | null
  remember: RememberChoice
}

/** What a person may choose about the look, fetched when the menu is opened; until then its place is kept. */
export function PersonChoices({ languages, timeZone, remember }: PersonChoicesProps) {
  const place = <div className="h-14.5 max-md:h-17.5" />
  return (
    <>
      {languages.length > 1 && (
        <Suspense fallback={place}>
          <LanguageChoice languages={languages} remember={remember} />
        </Suspense>
      )}
      <Suspense fallback={place}>
        <ThemeChoice />
      </Suspense>
      <Suspense fallback={<div className="h-26 max-md:h-30" />}>
        <OwnAccount timeZone={timeZone} remember={remember} />
      </Suspense>
    </>
  )
}
