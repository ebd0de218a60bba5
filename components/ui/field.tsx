'use client'

import { clsx } from 'clsx'
import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, use, useId } from 'react'

type Wiring = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

const FieldContext = createContext<Wiring | null>(null)

/** What a control inside a Field needs: the id its label points to, and what describes it. Empty outside of one. */
export function useField(): Partial<Wiring> {
  return use(FieldContext) ?? {}
}

type FieldProps = {
  label: ReactNode
  /** Read before typing: what is expected, with an example. */
  hint?: ReactNode
  /** What is wrong and what to do, said where it is wrong. */
  error?: ReactNode
  optional?: boolean
  /** Only read aloud: where the place already says what the control is for. */
  hideLabel?: boolean
  /** Stands at the end of the label's line, for a count or a small button. */
  aside?: ReactNode
  className?: string
  children: ReactNode
}

/** One control with its label, hint and error, wired so that a screen reader says them together. */
export function Field({ label, hint, error, optional, hideLabel, aside, className, children }: FieldProps) {
  const id = useId()
  const words = useTranslations('ui')
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const wiring = {
    id,
    'aria-describedby': describedBy || undefined,
    'aria-invalid': error ? (true as const) : undefined,
  }
  return (
    <div className={clsx('flex flex-col gap-1.5', className)}>
      <div className={clsx('flex items-baseline justify-between gap-3', hideLabel && !aside && 'sr-only')}>
        <label htmlFor={id} className={clsx('font-medium', hideLabel && 'sr-only')}>
          {label}
          {optional && <span className="font-normal text-muted"> ({words('optional')})</span>}
        </label>
        {aside}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="-mt-0.5 text-sm text-muted">
          {hint}
        </p>
      )}
      <FieldContext value={wiring}>{children}</FieldContext>
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </div>
  )
}

/** The place of an error: there before the error, so that its coming is read aloud. */
export function FieldError({ id, children }: { id?: string; children?: ReactNode }) {
  return (
    <div id={id} aria-live="polite" className="empty:hidden text-sm text-bad">
      {children && (
        <p className="flex gap-1.5">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <span>{children}</span>
        </p>
      )}
    </div>
  )
}

type FieldGroupProps = Pick<FieldProps, 'label' | 'hint' | 'error' | 'hideLabel' | 'className' | 'children'>

/** Several controls that answer one question: radio buttons, check boxes. */
export function FieldGroup({ label, hint, error, hideLabel, className, children }: FieldGroupProps) {
  const id = useId()
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <fieldset
      className={clsx('flex flex-col gap-1.5', className)}
      aria-describedby={describedBy || undefined}
    >
      <legend className={clsx('float-left font-medium', hideLabel && 'sr-only')}>{label}</legend>
      {hint && (
        <p id={`${id}-hint`} className="-mt-0.5 text-sm text-muted">
          {hint}
        </p>
      )}
      {children}
      <FieldError id={`${id}-error`}>{error}</FieldError>
    </fieldset>
  )
}
