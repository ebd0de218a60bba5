'use client'

import { clsx } from 'clsx'
import { PanelLeftClose, PanelLeftOpen, SquarePen } from 'lucide-react'
import NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Mark } from './brand.tsx'
import { rememberChoice } from './cookie.ts'
import { type NavItem, NavLink } from './nav-link.tsx'

type RailProps = { items: readonly NavItem[]; compose?: { href: string; label: string }; narrow: boolean }

const linkClass = (narrow: boolean) =>
  clsx(
    'flex h-8 items-center gap-2.5 rounded-md text-muted transition-colors hover:bg-hover hover:text-ink [&_svg]:size-4 [&_svg]:shrink-0',
    'aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent',
    narrow ? 'justify-center' : 'px-2.5',
  )

/** The rooms, along the left edge. Narrow, it shows only their pictures; the choice is kept. */
export function Rail({ items, compose, narrow: atFirst }: RailProps) {
  const words = useTranslations('nav')
  const [narrow, setNarrow] = useState(atFirst)
  const toggle = () => {
    rememberChoice('rail', narrow ? null : 'narrow')
    setNarrow(!narrow)
  }
  const Fold = narrow ? PanelLeftOpen : PanelLeftClose
  const foldLabel = words(narrow ? 'widen' : 'narrow')

  return (
    <nav
      aria-label={words('main')}
      data-rail={narrow ? 'narrow' : 'wide'}
      className="fixed inset-y-0 left-0 z-20 flex w-(--rail-width) flex-col gap-4 border-r border-line bg-rail p-2 transition-[width] max-md:hidden"
    >
      <NextLink
        href="/"
        className={clsx(
          'flex h-9 items-center gap-2 rounded-md font-semibold tracking-tight',
          narrow ? 'justify-center' : 'px-2',
        )}
      >
        <Mark className="size-5 text-accent" />
        <span className={clsx(narrow && 'sr-only')}>Longwave</span>
      </NextLink>
      {compose && (
        <NextLink
          href={compose.href}
          data-tooltip={narrow ? compose.label : undefined}
          data-tooltip-side="right"
          className={clsx(
            'flex h-8 items-center gap-2.5 rounded-md border border-edge bg-raised font-medium transition-colors hover:bg-hover [&_svg]:size-4',
            narrow ? 'justify-center' : 'px-2.5',
          )}
        >
          <SquarePen aria-hidden="true" className="text-accent" />
          <span className={clsx(narrow && 'sr-only')}>{compose.label}</span>
        </NextLink>
      )}
      <ul className="flex flex-1 flex-col gap-0.5 overflow-y-auto">
        {items.map((item) => (
          <li key={item.href} className="relative">
            <NavLink href={item.href} className={linkClass(narrow)} tooltip={narrow ? item.label : undefined}>
              <span className="relative">
                <span aria-hidden="true">{item.icon}</span>
                {narrow && item.badge?.dot}
              </span>
              <span className={clsx('flex-1 truncate', narrow && 'sr-only')}>{item.label}</span>
              {!narrow && item.badge?.count}
            </NavLink>
            {!narrow && item.badge?.beside}
          </li>
        ))}
      </ul>
      <button
        type="button"
        onClick={toggle}
        aria-label={foldLabel}
        data-tooltip={foldLabel}
        data-tooltip-side="right"
        className="grid size-8 place-items-center self-start rounded-md text-muted hover:bg-hover hover:text-ink"
      >
        <Fold aria-hidden="true" className="size-4" />
      </button>
    </nav>
  )
}
