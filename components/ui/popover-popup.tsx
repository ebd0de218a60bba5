'use client'

import { Popover } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'
import { popupClass } from './overlay-class.ts'
import { pressedOn } from './pressed-on.ts'

type PopoverPopupProps = {
  id: string
  title: string
  align: 'start' | 'center' | 'end'
  open: boolean
  onOpenChange: (open: boolean) => void
  trigger: RefObject<HTMLElement | null>
  children: ReactNode
}

/** What a popover is made of. Loaded by the Popover when its button is approached. */
export function PopoverPopup({ id, title, align, open, onOpenChange, trigger, children }: PopoverPopupProps) {
  return (
    <Popover.Root
      open={open}
      onOpenChange={(next, details) => (pressedOn(trigger, details) ? details.cancel() : onOpenChange(next))}
    >
      <Popover.Portal>
        <Popover.Positioner
          anchor={trigger}
          align={align}
          sideOffset={6}
          collisionPadding={12}
          className="z-40"
        >
          <Popover.Popup
            data-overlay=""
            id={id}
            aria-label={title}
            finalFocus={trigger}
            className={`${popupClass} p-4`}
          >
            {children}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
