'use client'

import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { CornerDownLeft, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type RefObject, useEffect, useState } from 'react'
import { backdropClass, rowClass } from '#components/ui/overlay-class.ts'
import { useGo } from '#components/ui/use-go.ts'
import type { Command, CommandSearch } from './command-center.tsx'
import { paletteClass, paletteInputClass, paletteLineClass } from './palette-class.ts'

type PaletteProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  commands: readonly Command[]
  search: CommandSearch | undefined
  /** What was typed while this was fetched. */
  typed: string
  /** What had the focus before. */
  from: RefObject<Element | null>
}

const matches = (command: Command, query: string) =>
  query
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => `${command.label} ${command.words ?? ''}`.toLocaleLowerCase().includes(word))

/** What the server finds for a query, a moment after typing stops. A late answer to an earlier query is dropped. */
function useFound(query: string, search: CommandSearch | undefined): Command[] {
  const [found, setFound] = useState<{ query: string; commands: Command[] }>({ query: '', commands: [] })
  useEffect(() => {
    if (!search || query.length < 2) return
    let stale = false
    const timer = setTimeout(() => {
      search(query).then(
        (commands) => stale || setFound({ query, commands }),
        // Without an answer the rooms can still be jumped to.
        () => stale || setFound({ query, commands: [] }),
      )
    }, 150)
    return () => {
      stale = true
      clearTimeout(timer)
    }
  }, [query, search])
  return query.length >= 2 ? found.commands : []
}

/** A key between the field before and this one would be lost. */
const focusAtOnce = (field: HTMLInputElement | null) => field?.focus()

/** Search and commands. Loaded when it is first asked for. */
export function Palette({ open, onOpenChange, commands, search, typed, from }: PaletteProps) {
  const words = useTranslations('ui')
  const goTo = useGo()
  const [query, setQuery] = useState(typed)
  const found = useFound(query.trim(), search)
  const items = [...commands.filter((command) => matches(command, query.trim())), ...found]

  const change = (next: boolean) => {
    if (!next) setQuery('')
    onOpenChange(next)
  }
  const go = (command: Command) => {
    change(false)
    goTo(command.href)
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
              {words('noMatch', { query })}
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
