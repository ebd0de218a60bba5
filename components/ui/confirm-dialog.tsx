'use client'

import { type ReactNode, Suspense } from 'react'
import { Coming } from './coming.tsx'
import { later } from './later.tsx'
import { useOnceOpen } from './use-once-open.ts'

const load = () => import('./confirm-dialog-popup.tsx').then((all) => all.ConfirmDialogPopup)
const ConfirmDialogPopup = later(load)

export type ConfirmDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The question. */
  title: ReactNode
  /** What will happen, and what cannot be undone. */
  description: ReactNode
  children?: ReactNode
  /** Says what the button does, with the number in it; never just "OK". */
  confirmLabel: ReactNode
  cancelLabel?: ReactNode
  danger?: boolean
  /** The button does not work yet: what it would do is not known. */
  disabled?: boolean
  /** Must be typed before the button works: a number, a name. */
  phrase?: string
  /** The dialog closes when it is done; it stays open when the answer is false, for example to say why under `children`. */
  onConfirm: () => unknown
}

/** A question that must be answered. A press outside does not answer it; Escape and Cancel say no. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return useOnceOpen(props.open) ? (
    <Suspense fallback={<Coming />}>
      <ConfirmDialogPopup {...props} />
    </Suspense>
  ) : null
}

/** Fetches what the question is made of; call it when the pointer or the focus comes near the button that asks it. */
export function preloadConfirmDialog(): void {
  void load()
}
