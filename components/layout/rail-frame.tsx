'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { rememberChoice } from './cookie.ts'

type RailFrameProps = {
  /** Whether it was left narrow. */
  narrow: boolean
  /** The pictures of the button that folds. */
  icons: Record<'narrow' | 'widen', ReactNode>
  children: ReactNode
}

/** What of the rail lives in the browser: that it can be folded, and that the choice is kept. */
export function RailFrame({ narrow: atFirst, icons, children }: RailFrameProps) {
  const words = useTranslations('nav')
  const [narrow, setNarrow] = useState(atFirst)
  const fold = narrow ? 'widen' : 'narrow'
  const toggle = () => {
    rememberChoice('rail', narrow ? null : 'narrow')
    setNarrow(!narrow)
  }
  return (
    <nav
      aria-label={words('main')}
      data-rail={narrow ? 'narrow' : 'wide'}
      className="group/rail fixed inset-y-0 left-0 z-20 flex w-(--rail-width) flex-col gap-4 border-r border-line bg-rail p-2 transition-[width] max-md:hidden"
    >
      {children}
      <button
        type="button"
        onClick={toggle}
        aria-label={words(fold)}
        data-tooltip={words(fold)}
        data-tooltip-side="right"
        className="grid size-8 place-items-center self-start rounded-md text-muted hover:bg-hover hover:text-ink [&_svg]:size-4"
      >
        {icons[fold]}
      </button>
    </nav>
  )
}
