'use client'

import { useEffect, useRef } from 'react'

const gap = 6

/** Puts the box above its owner, or below where there is no room, and never past the edge of the window. */
function place(box: HTMLElement, owner: Element) {
  const around = owner.getBoundingClientRect()
  const { width, height } = box.getBoundingClientRect()
  const above = around.top - height - gap
  const left = around.left + around.width / 2 - width / 2
  box.style.top = `${above >= gap ? above : around.bottom + gap}px`
  box.style.left = `${Math.min(Math.max(gap, left), document.documentElement.clientWidth - width - gap)}px`
}

/**
 * Shows the words of whatever carries `data-tooltip` while the pointer or the focus rests on it. One box and a few
 * listeners for the whole page: a table of a hundred rows costs nothing, and server components can have tooltips.
 * Stays while the pointer is on it, leaves with Escape (WCAG 2.2, 1.4.13). Never the only place where something is said.
 */
export function Tooltips() {
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    let owner: Element | null = null
    let timer: ReturnType<typeof setTimeout> | undefined

    const hide = () => {
      clearTimeout(timer)
      owner = null
      if (box.current) box.current.hidden = true
    }
    const show = (next: Element) => {
      const text = next.getAttribute('data-tooltip')
      if (!text || !box.current) return
      owner = next
      box.current.textContent = text
      box.current.hidden = false
      place(box.current, next)
    }
    const consider = (event: Event) => {
      const target = event.target instanceof Element ? event.target : null
      if (target && box.current?.contains(target)) return clearTimeout(timer)
      const next = target?.closest('[data-tooltip]') ?? null
      if (next === owner && next) return clearTimeout(timer)
      clearTimeout(timer)
      if (!next) {
        if (owner) timer = setTimeout(hide, 120)
      } else if (event.type === 'focusin') {
        if (next.matches(':focus-visible')) show(next)
      } else {
        timer = setTimeout(() => show(next), owner ? 0 : 450)
      }
    }
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && hide()
    const onPointer = (event: PointerEvent) => event.pointerType === 'mouse' && consider(event)

    const listeners = [
      ['pointerover', onPointer],
      ['focusin', consider],
      ['focusout', hide],
      ['pointerdown', hide],
      ['keydown', onKey],
      ['scroll', hide],
    ] as [string, EventListener][]
    for (const [type, listener] of listeners)
      document.addEventListener(type, listener, { capture: true, passive: true })
    return () => {
      hide()
      for (const [type, listener] of listeners)
        document.removeEventListener(type, listener, { capture: true })
    }
  }, [])

  return (
    <div
      ref={box}
      role="tooltip"
      hidden
      className="fixed top-0 left-0 z-50 w-max max-w-72 rounded-md bg-ink px-2 py-1 text-xs text-canvas"
    />
  )
}
