'use client'

import { useEffect, useRef } from 'react'

const gap = 6

/** Puts the box above its owner, below where there is no room, or at its right; never past the edge of the window. */
function place(box: HTMLElement, owner: Element) {
  const around = owner.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const beside = owner.getAttribute('data-tooltip-side') === 'right'
  const above = around.top - height - gap
  const top = beside ? around.top + (around.height - height) / 2 : above >= gap ? above : around.bottom + gap
  const left = beside ? around.right + gap : around.left + (around.width - width) / 2
  box.style.top = `${top}px`
  box.style.left = `${Math.min(Math.max(gap, left), document.documentElement.clientWidth - width - gap)}px`
}

/** Whatever has words to show; in the rail some only do where they are not in sight anyway. */
const owners = '[data-tooltip]:not([data-rail=wide] [data-tooltip-when=narrow])'

/** What the pointer is on. The link of a row lies over the whole row, so there it is what lies under the link. */
function ownerAt(event: PointerEvent): Element | null {
  const target = event.target instanceof Element ? event.target : null
  if (!target?.closest('[data-row-link]')) return target?.closest(owners) ?? null
  return document.elementsFromPoint(event.clientX, event.clientY).find((e) => e.matches(owners)) ?? null
}

/** Shows and hides the box as the pointer and the focus go; gives the way to stop. */
function watch(box: HTMLElement): () => void {
  let wanted: Element | null = null
  let shown: Element | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const hide = () => {
    clearTimeout(timer)
    shown = null
    box.hidden = true
  }
  const show = (next: Element) => {
    shown = next
    box.textContent = next.getAttribute('data-tooltip')
    box.hidden = false
    place(box, next)
  }
  // What was hidden by a press or a key stays hidden until the pointer has been elsewhere.
  const rest = (next: Element | null) => {
    if (next === wanted) return
    wanted = next
    clearTimeout(timer)
    if (next) timer = setTimeout(() => show(next), box.hidden ? 450 : 0)
    else timer = setTimeout(hide, 120)
  }
  const onPointer = (event: PointerEvent) => {
    if (event.pointerType !== 'mouse') return
    rest(box.contains(event.target as Node) ? shown : ownerAt(event))
  }
  const onFocus = (event: FocusEvent) => {
    const next = event.target instanceof Element ? event.target.closest(owners) : null
    if (next?.matches(':focus-visible')) show(next)
  }

  const controller = new AbortController()
  const options = { capture: true, passive: true, signal: controller.signal }
  document.addEventListener('pointermove', onPointer, options)
  document.addEventListener('focusin', onFocus, options)
  document.addEventListener('keydown', (event) => event.key === 'Escape' && hide(), options)
  for (const type of ['focusout', 'pointerdown', 'scroll']) document.addEventListener(type, hide, options)
  return () => {
    hide()
    controller.abort()
  }
}

/**
 * Shows the words of whatever carries `data-tooltip` while the pointer or the focus rests on it. One box and a few
 * listeners for the whole page: a table of a hundred rows costs nothing, and server components can have tooltips.
 * Stays while the pointer is on it, leaves with Escape (WCAG 2.2, 1.4.13). Never the only place where something is said.
 */
export function Tooltips() {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => (box.current ? watch(box.current) : undefined), [])
  return (
    <div
      ref={box}
      role="tooltip"
      hidden
      className="fixed top-0 left-0 z-50 w-max max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-canvas"
    />
  )
}
