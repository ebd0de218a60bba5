'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { paletteClass, paletteInputClass, paletteLineClass } from './palette-class.ts'

type Props = {
  icon: ReactNode
  typed: string
  onType: (typed: string) => void
  onClose: () => void
}

/** The palette while its code is fetched: its field, in which one can type already. */
export function PaletteField({ icon, typed, onType, onClose }: Props) {
  const label = useTranslations('ui')('searchCommands')
  return (
    <div data-overlay="" className={paletteClass}>
      <div className={paletteLineClass}>
        <span className="text-muted">{icon}</span>
        <input
          ref={(field) => field?.focus()}
          aria-label={label}
          placeholder={label}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => event.key === 'Escape' && onClose()}
          className={paletteInputClass}
        />
      </div>
    </div>
  )
}
