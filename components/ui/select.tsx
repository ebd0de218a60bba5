'use client'

import { clsx } from 'clsx'
import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, type ReactNode, Suspense, useId, useRef, useState } from 'react'
import { Coming } from './coming.tsx'
import { controlClass } from './control-class.ts'
import { useField } from './field.tsx'
import { later } from './later.tsx'
import { useOnceOpen } from './use-once-open.ts'

const load = () => import('./select-popup.tsx').then((all) => all.SelectPopup)
const SelectPopup = later(load)

export type Option<Value extends string = string> = {
  value: Value
  label: string
  /** What it means, or why it cannot be chosen. */
  hint?: ReactNode
  disabled?: boolean
}

export type SelectProps<Value extends string> = {
  options: readonly Option<Value>[]
  value?: Value | null
  defaultValue?: Value | null
  onValueChange?: (value: Value) => void
  /** The name in a form. */
  name?: string
  placeholder?: string
  disabled?: boolean
  /** The name for the ear, where no Field gives one. */
  'aria-label'?: string
  className?: string
}

/** What is chosen: given from outside, or kept here. */
export function useChoice<Value extends string>({ value, defaultValue, onValueChange }: SelectProps<Value>) {
  const [own, setOwn] = useState<Value | null>(defaultValue ?? null)
  const choose = (next: Value) => {
    setOwn(next)
    onValueChange?.(next)
  }
  return [value === undefined ? own : value, choose] as const
}

/** One of a list; what cannot be chosen says why. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, name, placeholder, disabled, className } = props
  const words = useTranslations('ui')
  const field = useField()
  const made = useId()
  const id = field.id ?? made
  const [chosen, choose] = useChoice(props)
  const [open, setOpen] = useState(false)
  const wanted = useOnceOpen(open)
  const trigger = useRef<HTMLButtonElement>(null)
  const label = options.find((option) => option.value === chosen)?.label

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    setOpen(true)
  }

  return (
    <>
      <button
        {...field}
        id={id}
        ref={trigger}
        type="button"
        role="combobox"
        aria-label={props['aria-label']}
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        disabled={disabled}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(!open)}
        onKeyDown={onKeyDown}
        className={clsx(
          controlClass,
          'flex h-control items-center justify-between gap-2 text-left',
          className,
        )}
      >
        <span className={clsx('truncate', !label && 'text-muted')}>
          {label ?? placeholder ?? words('select')}
        </span>
        <ChevronDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
      </button>
      {name && <input type="hidden" name={name} value={chosen ?? ''} />}
      {wanted && (
        <Suspense fallback={<Coming />}>
          <SelectPopup
            id={`${id}-list`}
            options={options}
            chosen={chosen}
            onChoose={(next) => choose(next as Value)}
            open={open}
            onOpenChange={setOpen}
            trigger={trigger}
          />
        </Suspense>
      )}
    </>
  )
}
