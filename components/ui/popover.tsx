'use client'

import { type ComponentProps, lazy, type ReactNode, Suspense, useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { useOnceOpen } from './use-once-open.ts'

const load = () => import('./popover-popup.tsx')
const PopoverPopup = lazy(() => load().then((module) => ({ default: module.PopoverPopup })))

type PopoverProps = Pick<ComponentProps<typeof Button>, 'look' | 'size' | 'icon' | 'className'> & {
  /** What stands on the button. */
  label: ReactNode
  /** The name of what opens, for the ear. */
  title: string
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}

/** A small box that hangs on its button and holds a few things to read or press. */
export function Popover({ label, title, align = 'start', children, ...button }: PopoverProps) {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const wanted = useOnceOpen(open)
  const id = useId()
  return (
    <>
      <Button
        {...button}
        ref={trigger}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(!open)}
      >
        {label}
      </Button>
      {wanted && (
        <Suspense fallback={null}>
          <PopoverPopup
            id={id}
            title={title}
            align={align}
            open={open}
            onOpenChange={setOpen}
            trigger={trigger}
          >
            {children}
          </PopoverPopup>
        </Suspense>
      )}
    </>
  )
}
