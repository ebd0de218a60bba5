'use client'

import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { CornerDownLeft, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useState } from 'react'
import { backdropClass, rowClass } from '#components/ui/overlay-class.ts'
import type { Command } from './command-center.tsx'
import { findThings, type Thing } from './find-things.ts'
import { liesIn } from './lies-in.ts'
import { paletteClass, paletteInputClass, paletteLineClass } from './palette-class.ts'

type PaletteProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  commands: readonly Command[]
  /** What was typed while this was fetched. */
  typed: string
  /** What had the focus before. */
  from: RefObject<Element | null>
  onGo: (href: string) => void
}

const matches = (command: Command, query: string) =>
  query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => `${command.label} ${command.words ?? ''}`.toLocaleLowerCase().includes(word))

/** What the server finds for a query, a moment after typing stops. A late answer to an earlier query is dropped. */
function useFound(query: string) {
  const [found, setFound] = useState<{ query: string; things: Thing[] }>({ query: '', things: [] })
  useEffect(() => {
    if (query.length < 2) return
    const asked = new AbortController()
    const timer = setTimeout(
      () =>
        findThings(query, asked.signal).then((things) => asked.signal.aborted || setFound({ query, things })),
      150,
    )
    return () => {
      asked.abort()
      clearTimeout(timer)
    }
  }, [query])
  if (query.length < 2) return { things: [], isLooking: false }
  const isLooking = found.query !== query
  // What still fits stays in sight until there is more: nothing flickers while a word is typed, and Enter opens nothing old.
  return {
    things: isLooking ? found.things.filter((thing) => matches(thing, query)) : found.things,
    isLooking,
  }
}

/** A key between the field before and this one would be lost. */
const focusAtOnce = (field: HTMLInputElement | null) => field?.focus()

/** Search and commands. Loaded when it is first asked for. */
export function Palette({ open, onOpenChange, commands, typed, from, onGo }: PaletteProps) {
  const words = useTranslations('ui')
  const [query, setQuery] = useState(typed)
  const { things, isLooking } = useFound(query.trim())
  const roomOf = (href: string) => commands.find((room) => !room.kind && liesIn(href, room.href))?.label
  const items = [
    ...commands.filter((command) => matches(command, query.trim())),
    ...things.map((thing) => ({ ...thing, kind: roomOf(thing.href) })),
  ]

  const change = (next: boolean) => {
    if (!next) setQuery('')
    onOpenChange(next)
  }
  const go = (command: Command) => {
    change(false)
    onGo(command.href)
  }

  return (
    <Dialog.Root open={open} onOpenChange={change}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          data-overlay=""
          aria-label={words('searchCommands')}
          finalFocus={() => from.current !== document.body && (from.current as HTMLElement | null)}
          className={`${paletteClass} transition-[opacity,scale] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0`}
        >
          <Autocomplete.Root
            open
            inline
            items={items}
            filteredItems={items}
            itemToStringValue={(command: Command) => command.label}
            value={query}
            onValueChange={(next, details) => details.reason === 'item-press' || setQuery(next)}
            autoHighlight="always"
            keepHighlight
          >
            <div className={paletteLineClass}>
              <Search aria-hidden="true" className="size-4 shrink-0 text-muted" />
              <Autocomplete.Input
                ref={focusAtOnce}
                aria-label={words('searchCommands')}
                placeholder={words('searchCommands')}
                className={paletteInputClass}
              />
            </div>
            <Autocomplete.Empty className="px-4 py-3 text-muted empty:hidden">
              {isLooking ? words('looking') : words('noMatch', { query })}
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 flex-1 overflow-y-auto p-1 empty:hidden">
              {(command: Command) => (
                <Autocomplete.Item
                  key={command.href}
                  value={command}
                  onClick={() => go(command)}
                  className={`${rowClass} group px-3`}
                >
                  <span className="flex-1 truncate">{command.label}</span>
                  {command.kind && <span className="text-sm text-muted">{command.kind}</span>}
                  <CornerDownLeft
                    aria-hidden="true"
                    className="text-muted opacity-0 group-data-highlighted:opacity-100"
                  />
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
