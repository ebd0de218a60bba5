import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { NearLink } from './near-link.tsx'

/** The looks of a row of tabs. */
const tabListClass = 'flex gap-5 overflow-x-auto border-b border-line'

/** The looks of one tab. */
const tabClass = (active: boolean) =>
  clsx(
    '-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 font-medium whitespace-nowrap transition-colors max-md:h-11',
    'focus-visible:-outline-offset-2',
    active ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
  )

type LinkTab = { href: string; label: ReactNode; current: boolean }

/** Views that have an address of their own: Back works, and a link opens exactly what was seen. */
export function LinkTabs({
  label,
  tabs,
  className,
}: {
  label: string
  tabs: readonly LinkTab[]
  className?: string
}) {
  return (
    <nav aria-label={label} className={clsx(tabListClass, className)}>
      {tabs.map((tab) => (
        <NearLink
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className={tabClass(tab.current)}
        >
          {tab.label}
        </NearLink>
      ))}
    </nav>
  )
}
