'use client'

import { AlertDialog } from '@base-ui/react/alert-dialog'
import { useTranslations } from 'next-intl'
import { type FormEvent, useRef, useState, useTransition } from 'react'
import { Button } from './button.tsx'
import type { ConfirmDialogProps } from './confirm-dialog.tsx'
import { Field } from './field.tsx'
import { Input } from './input.tsx'
import { backdropClass, boxClass } from './overlay-class.ts'

/** People type 12403 for 12,403: only letters and digits count. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, '')

/** What the question is made of. Loaded by the ConfirmDialog when it first opens. */
export function ConfirmDialogPopup(props: ConfirmDialogProps) {
  const {
    open,
    onOpenChange,
    title,
    description,
    children,
    confirmLabel,
    cancelLabel,
    danger,
    disabled,
    phrase,
    onConfirm,
  } = props
  const shared = useTranslations('common')
  const words = useTranslations('ui')
  const [typed, setTyped] = useState('')
  const [pending, start] = useTransition()
  const cancel = useRef<HTMLButtonElement>(null)
  const first = useRef<HTMLInputElement>(null)
  const ready = !disabled && (phrase === undefined || bare(typed) === bare(phrase))

  const change = (next: boolean) => {
    if (pending) return
    if (!next) setTyped('')
    onOpenChange(next)
  }

  const confirm = (event: FormEvent) => {
    event.preventDefault()
    if (!ready || pending) return
    start(async () => {
      if ((await onConfirm()) === false) return
      setTyped('')
      onOpenChange(false)
    })
  }

  return (
    <AlertDialog.Root open={open} onOpenChange={change}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdropClass} />
        <AlertDialog.Popup
          initialFocus={phrase === undefined ? cancel : first}
          data-overlay=""
          className={boxClass('md')}
        >
          <form onSubmit={confirm} className="flex min-h-0 flex-col">
            <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-5 pt-4 pb-5">
              <AlertDialog.Title className="text-lg font-medium">{title}</AlertDialog.Title>
              <AlertDialog.Description render={<div />} className="text-muted">
                {description}
              </AlertDialog.Description>
              {children}
              {phrase !== undefined && (
                <Field label={words('typeToConfirm', { phrase })}>
                  <Input
                    ref={first}
                    value={typed}
                    autoComplete="off"
                    spellCheck={false}
                    onChange={(event) => setTyped(event.target.value)}
                  />
                </Field>
              )}
            </div>
            <div className="flex justify-end gap-2 border-t border-line px-5 py-3 max-sm:flex-col-reverse">
              <Button ref={cancel} onClick={() => change(false)}>
                {cancelLabel ?? shared('cancel')}
              </Button>
              <Button type="submit" look={danger ? 'danger' : 'primary'} disabled={!ready} pending={pending}>
                {confirmLabel}
              </Button>
            </div>
          </form>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  )
}
