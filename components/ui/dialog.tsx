'use client'

import { type ReactNode, Suspense } from 'react'
import { Coming } from './coming.tsx'
import { later } from './later.tsx'
import { useOnceOpen } from './use-once-open.ts'

const load = () => import('./dialog-popup.tsx').then((all) => all.DialogPopup)
const DialogPopup = later(load)

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  /** Buttons at the foot, the one that is meant last. */
  footer?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  /** `sheet` comes from the right edge, for the story of one row; on a phone both fill the screen from below. */
  shape?: 'box' | 'sheet'
  children?: ReactNode
}

/** Something that must be looked at before going on. The page behind it waits; Escape and a press outside close it. */
export function Dialog(props: DialogProps) {
  return useOnceOpen(props.open) ? (
    <Suspense fallback={<Coming />}>
      <DialogPopup {...props} />
    </Suspense>
  ) : null
}

/** Fetches what a dialog is made of; call it when the pointer or the focus comes near a button that opens one. */
export function preloadDialog(): void {
  void load()
}
