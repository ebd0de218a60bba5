'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, Suspense, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { Coming } from '#components/ui/coming.tsx'
import { Kbd } from '#components/ui/kbd.tsx'
import { later } from '#components/ui/later.tsx'
import { useGo } from '#components/ui/use-go.ts'
import { useOnceOpen } from '#components/ui/use-once-open.ts'
import { PaletteField } from './palette-field.tsx'
import { useShortcut } from './use-shortcut.ts'

/** Something to jump to. */
export type Command = {
  href: string
  label: string
  /** Other words under which people look for it. */
  words?: string
  /** What kind of thing it is; shown beside it. */
  kind?: string
}

const loadPalette = () => import('./palette.tsx').then((all) => all.Palette)
const Palette = later(loadPalette)
const KeysDialog = later(() => import('./keys-dialog.tsx').then((all) => all.KeysDialog))

/** Moves the focus from row to row in the main table of the page. */
function moveRow(step: 1 | -1) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row-keys] [data-row-link]')]
  const present = rows.indexOf(document.activeElement as HTMLElement)
  const next = present === -1 ? (step === 1 ? 0 : rows.length - 1) : present + step
  rows[next]?.focus()
  rows[next]?.scrollIntoView({ block: 'nearest' })
}

const never = () => () => undefined
const isApple = () => /Mac|iPhone|iPad/.test(navigator.platform)

type CommandCenterProps = {
  commands: readonly Command[]
  composeHref?: string
  icon: ReactNode
}

/** The search field of the frame, the palette behind it, and the keys that work everywhere. */
export function CommandCenter({ commands, composeHref, icon }: CommandCenterProps) {
  const words = useTranslations('shortcuts')
  const ui = useTranslations('ui')
  const [go, isGoing] = useGo()
  const [palette, setPalette] = useState(false)
  const [typed, setTyped] = useState('')
  const from = useRef<Element>(null)
  const [keys, setKeys] = useState(false)
  const paletteWanted = useOnceOpen(palette)
  const keysWanted = useOnceOpen(keys)
  const apple = useSyncExternalStore(never, isApple, () => false)

  const openPalette = () => {
    if (!palette) from.current = document.activeElement
    setPalette(true)
  }
  const closePalette = () => {
    setPalette(false)
    setTyped('')
  }
  useShortcut('mod+k', words('palette'), openPalette)
  useShortcut('c', words('compose'), () => composeHref && go(composeHref))
  useShortcut('/', words('search'), () => {
    const field = document.querySelector<HTMLInputElement>('[data-search]')
    if (field) field.focus()
    else openPalette()
  })
  useShortcut('j', words('next'), () => moveRow(1), true)
  useShortcut('k', words('previous'), () => moveRow(-1), true)
  useShortcut('?', words('help'), () => setKeys(true))
  // Those that were pressed before (`EarlyInput`).
  useEffect(() => {
    window.dispatchEvent(new Event('early-keys'))
  }, [])

  return (
    <>
      <button
        type="button"
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onPointerEnter={() => void loadPalette()}
        onFocus={() => void loadPalette()}
        onClick={openPalette}
        className="flex h-8 items-center gap-2 rounded-md border border-edge bg-raised px-2.5 text-sm text-muted transition-colors hover:bg-hover max-lg:w-8 max-lg:justify-center max-lg:border-transparent max-lg:bg-transparent max-lg:px-0 max-md:size-10 lg:w-64"
      >
        {icon}
        <span className="flex-1 truncate text-left max-lg:sr-only">{ui('searchCommands')}</span>
        <span className="flex w-14 justify-end gap-0.5 max-lg:hidden">
          <Kbd>{apple ? '⌘' : 'Ctrl'}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <Suspense
        fallback={
          palette && <PaletteField icon={icon} typed={typed} onType={setTyped} onClose={closePalette} />
        }
      >
        {paletteWanted && (
          <Palette
            open={palette}
            onOpenChange={setPalette}
            commands={commands}
            typed={typed}
            from={from}
            onGo={go}
          />
        )}
      </Suspense>
      {isGoing && <Coming />}
      <Suspense fallback={<Coming />}>
        {keysWanted && <KeysDialog open={keys} onOpenChange={setKeys} apple={apple} />}
      </Suspense>
    </>
  )
}
