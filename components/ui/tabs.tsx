'use client'

import { type KeyboardEvent, type ReactNode, useId, useState } from 'react'
import { tabClass, tabListClass } from './link-tabs.tsx'

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
      <div role="tablist" aria-label={label} onKeyDown={onKeyDown} className={tabListClass}>
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
