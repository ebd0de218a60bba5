'use client'

import { useEffect } from 'react'

/** The place of something that is gone: what it was in, and what stood before it. */
type Gap = { parent: Node; before: Node | null }

const focusable =
  ':is(a[href], button:enabled, input:enabled:not([type=hidden]), select:enabled, textarea:enabled, summary, [tabindex="0"])'

/** Floats above the page, and gives the focus back itself where that which opened it is still there. */
const floats = (element: Element) => element.closest('[data-base-ui-portal], [data-overlay]') !== null

/** What comes after a gap, else what comes before it, in the smallest part of the page that has either. */
function neighbour({ parent, before }: Gap): HTMLElement | null {
  let edge = before?.isConnected ? before : null
  for (let part = parent.isConnected ? (parent as Element | null) : null; part; part = part.parentElement) {
    if (part === document.body) break
    const all = [...part.querySelectorAll<HTMLElement>(focusable)].filter((one) => one.checkVisibility())
    const after = all.find(
      (one) => !edge || edge.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
    )
    const found = after ?? all.at(-1)
    if (found) return found
    edge = part
  }
  return null
}

/**
 * Keeps a keyboard its place on the page. What is deleted, lifted or turned into something else takes the focus with it, and
 * the browser begins again from the top; here the focus goes to what stands next, and on another page to its content.
 * Answers how to stop.
 */
function keepFocus(): () => void {
  let last: Element | null = null
  /** The last one on the page itself, where it was, and its place once it is gone. */
  let home: HTMLElement | null = null
  let page = ''
  let gap: Gap | null = null

  const onFocus = ({ target }: FocusEvent) => {
    if (!(target instanceof HTMLElement)) return
    last = target
    if (floats(target)) return
    home = target
    page = location.pathname
    gap = null
  }
  // Whoever presses on something that takes no focus has turned away by intention.
  const onPress = ({ target }: PointerEvent) => {
    if (target instanceof Element && !floats(target)) home = null
  }
  const restore = () => {
    if (!home || document.activeElement !== document.body) return
    const next = home.isConnected ? home : page === location.pathname && gap ? neighbour(gap) : null
    if (next) next.focus()
    else document.getElementById('main')?.focus({ preventScroll: true })
  }
  const observer = new MutationObserver((changes) => {
    for (const { target, previousSibling, removedNodes } of changes)
      for (const gone of removedNodes)
        if (gone.contains(gap?.parent ?? home)) gap = { parent: target, before: previousSibling }
    // Not at once: what floats gives the focus back a moment after it has gone.
    if (last && !last.isConnected) setTimeout(restore)
  })

  document.addEventListener('focusin', onFocus)
  document.addEventListener('pointerdown', onPress, true)
  observer.observe(document.body, { childList: true, subtree: true })
  return () => {
    document.removeEventListener('focusin', onFocus)
    document.removeEventListener('pointerdown', onPress, true)
    observer.disconnect()
  }
}

/** Leads whoever has sent a form that was refused to the first field that says what is wrong with it. Answers how to stop. */
function showWrongField(): () => void {
  let sent: EventTarget | null = null
  const onSubmit = ({ target }: Event) => {
    sent = target
  }
  // Whoever goes on typing has something better to do.
  const onInput = () => {
    sent = null
  }
  const observer = new MutationObserver(() => {
    const wrong = sent instanceof HTMLFormElement && sent.querySelector<HTMLElement>('[aria-invalid=true]')
    if (!wrong) return
    sent = null
    wrong.focus()
  })
  document.addEventListener('submit', onSubmit, true)
  document.addEventListener('input', onInput, true)
  observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['aria-invalid'] })
  return () => {
    document.removeEventListener('submit', onSubmit, true)
    document.removeEventListener('input', onInput, true)
    observer.disconnect()
  }
}

/** Moves the focus where a keyboard expects it. Stands once, in the root layout. */
export function FocusKeeper() {
  useEffect(keepFocus, [])
  useEffect(showWrongField, [])
  return null
}
