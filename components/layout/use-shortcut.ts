'use client'

import { useEffect, useEffectEvent } from 'react'
import { readChoice } from './cookie.ts'
import { meantKey } from './meant-key.ts'

type Shortcut = {
  /** A letter or sign as it is written on the key, or `mod+k` for Ctrl or ⌘ with a letter. */
  key: string
  /** What it does, for the list of keys. */
  label: string
  run: (event: KeyboardEvent) => void
  /** Goes on while the key is held down. */
  repeats: boolean
}

// Those that work at this moment, in the order in which they came.
const active = new Set<Shortcut>()

/** The keys that work at this moment, for the list of keys. */
export const listShortcuts = (): { key: string; label: string }[] =>
  [...active].map(({ key, label }) => ({ key, label }))

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
  !/^(checkbox|radio|button|submit)$/.test(target.getAttribute('type') ?? '')

// What floats has keys of its own. Toasts float too, but take none.
const somethingIsOpen = () => document.querySelector('[data-overlay],[role=menu],[role=listbox]') !== null

// Heard on the way down: React stops a key on its way into a part of the page that is still asleep.
function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return
  const mod = event.ctrlKey || event.metaKey
  // Single keys can be switched off (WCAG 2.2, 2.1.4): speech input presses them by accident.
  if (!mod && (isTyping(event.target) || somethingIsOpen() || readChoice('single-keys') === 'off')) {
    if (meantKey(event) !== '?' || isTyping(event.target) || somethingIsOpen()) return
  }
  const wanted = mod ? `mod+${meantKey(event)}` : meantKey(event)
  const shortcut = [...active].findLast(({ key }) => key === wanted)
  if (!shortcut || (event.repeat && !shortcut.repeats)) return
  event.preventDefault()
  shortcut.run(event)
}

/** Makes a key do something while the component is on the page. The one that came last wins. */
export function useShortcut(
  key: string,
  label: string,
  run: (event: KeyboardEvent) => void,
  repeats = false,
): void {
  const onPress = useEffectEvent(run)
  useEffect(() => {
    const shortcut: Shortcut = { key, label, run: (event) => onPress(event), repeats }
    if (active.size === 0) window.addEventListener('keydown', onKeyDown, true)
    active.add(shortcut)
    return () => {
      active.delete(shortcut)
      if (active.size === 0) window.removeEventListener('keydown', onKeyDown, true)
    }
  }, [key, label, repeats])
}
