'use client'

import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { useOnceOpen } from '#components/ui/use-once-open.ts'

type FlyoutProps = {
  /** What the button says, for the ear where it shows no words. */
  label?: string
  trigger: ReactNode
  triggerClass: string
  panelClass: string
  children: ReactNode
}

/** Calls back when somebody turns away: a press or the focus elsewhere, Escape, a link inside that was followed. */
function onLeave(root: HTMLElement, leave: (byKey: boolean) => void): () => void {
  const controller = new AbortController()
  const { signal } = controller
  const outside = (target: EventTarget | null) => target instanceof Node && !root.contains(target)
  document.addEventListener('pointerdown', (event) => outside(event.target) && leave(false), { signal })
  document.addEventListener('keydown', (event) => event.key === 'Escape' && leave(true), { signal })
  root.addEventListener('focusout', (event) => outside(event.relatedTarget) && leave(false), { signal })
  root.addEventListener('click', (event) => (event.target as Element).closest('a') && leave(false), {
    signal,
  })
  return () => controller.abort()
}

/** A panel of the frame that hangs on its button. Light enough to come with every page; its content comes when it opens. */
export function Flyout({ label, trigger, triggerClass, panelClass, children }: FlyoutProps) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const wanted = useOnceOpen(open)
  const id = useId()

  useEffect(() => {
    if (!open || !root.current) return
    return onLeave(root.current, (byKey) => {
      setOpen(false)
      if (byKey) button.current?.focus()
    })
  }, [open])

  return (
    <div ref={root} className="contents">
      <button
        ref={button}
        type="button"
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
        className={triggerClass}
      >
        {trigger}
      </button>
      <div id={id} hidden={!open} className={panelClass}>
        {wanted && children}
      </div>
    </div>
  )
}
