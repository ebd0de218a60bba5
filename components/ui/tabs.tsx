'use client'

import { clsx } from 'clsx'
import NextLink from 'next/link'
import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'

const listClass = 'flex gap-5 overflow-x-auto border-b border-line'

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
    <nav aria-label={label} className={clsx(listClass, className)}>
      {tabs.map((tab) => (
        <NextLink
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? 'page' : undefined}
          className={tabClass(tab.current)}
        >
          {tab.label}
        </NextLink>
      ))}
    </nav>
  )
}

type Tab<Value extends string> = { value: Value; label: ReactNode; panel: ReactNode }

type TabsProps<Value extends string> = {
  label: string
  tabs: readonly Tab<Value>[]
  value?: Value
  onValueChange?: (value: Value) => void
  className?: string
}

const moves: Record<string, (index: number, count: number) => number> = {
  ArrowRight: (index, count) => (index + 1) % count,
  ArrowLeft: (index, count) => (index + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Views inside one page, for what needs no address; arrow keys move between them (WAI-ARIA APG, tabs). */
export function Tabs<Value extends string>({
  label,
  tabs,
  value,
  onValueChange,
  className,
}: TabsProps<Value>) {
  const id = useId()
  const [own, setOwn] = useState(tabs[0]?.value)
  const active = value ?? own

  const choose = (next: Value) => {
    setOwn(next)
    onValueChange?.(next)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const move = moves[event.key]
    const index = tabs.findIndex((tab) => tab.value === active)
    const next = move && tabs[move(index, tabs.length)]
    if (!next) return
    event.preventDefault()
    choose(next.value)
    document.getElementById(`${id}-${next.value}`)?.focus()
  }

  return (
    <div className={className}>
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className={listClass}>
        {tabs.map((tab) => (
          <button
            key={tab.value}
            id={`${id}-${tab.value}`}
            type="button"
            role="tab"
            aria-selected={tab.value === active}
            aria-controls={`${id}-${tab.value}-panel`}
            tabIndex={tab.value === active ? 0 : -1}
            onClick={() => choose(tab.value)}
            className={tabClass(tab.value === active)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.value}
          id={`${id}-${tab.value}-panel`}
          role="tabpanel"
          aria-labelledby={`${id}-${tab.value}`}
          hidden={tab.value !== active}
          className="pt-4"
        >
          {tab.panel}
        </div>
      ))}
    </div>
  )
}
