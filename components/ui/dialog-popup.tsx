'use client'

import { Dialog } from '@base-ui/react/dialog'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useRef } from 'react'
import type { DialogProps } from './dialog.tsx'
import { backdropClass, boxClass, sheetClass } from './overlay-class.ts'

/** Where somebody who opens a form begins; without one the focus goes to the first thing that can have it. */
const firstField =
  ':is(input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=number], textarea):not([aria-hidden])'

/** What a dialog is made of. Loaded by the Dialog when it first opens. */
export function DialogPopup(props: DialogProps) {
  const { open, onOpenChange, title, description, footer, size = 'md', shape = 'box', children } = props
  const words = useTranslations('ui')
  const popup = useRef<HTMLDivElement>(null)
  const opener = useRef<Element>(null)
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className={backdropClass} />
        <Dialog.Popup
          data-overlay=""
          ref={popup}
          initialFocus={() => {
            opener.current = document.activeElement
            return popup.current?.querySelector<HTMLElement>(firstField) ?? true
          }}
          // A key opens it from wherever: without a place to go back to, the first link of the page is none.
          finalFocus={() => opener.current !== document.body}
          className={shape === 'sheet' ? sheetClass : boxClass(size)}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div className="flex min-w-0 flex-col gap-1">
              <Dialog.Title className="text-lg font-medium">{title}</Dialog.Title>
              {description && <Dialog.Description className="text-muted">{description}</Dialog.Description>}
            </div>
            <Dialog.Close
              aria-label={words('close')}
              className="-mt-1 -mr-2 grid size-8 shrink-0 place-items-center rounded-md text-muted hover:bg-hover hover:text-ink max-md:size-11"
            >
              <X aria-hidden="true" className="size-4" />
            </Dialog.Close>
          </div>
          {children && <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-1 pb-5">{children}</div>}
          {footer && (
            <div
              className={clsx(
                'flex justify-end gap-2 border-t border-line px-5 py-3 max-sm:flex-col-reverse',
              )}
            >
              {footer}
            </div>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
