'use client'

import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'
import { FieldGroup } from './field.tsx'

type Option<Value extends string> = {
  value: Value
  label: ReactNode
  /** What it means, or why it cannot be chosen. */
  hint?: ReactNode
  disabled?: boolean
}

type RadioProps<Value extends string> = {
  label: ReactNode
  hideLabel?: boolean
  hint?: ReactNode
  error?: ReactNode
  /** The name in a form; made up when left out. */
  name?: string
  options: readonly Option<Value>[]
  value?: Value
  defaultValue?: Value
  onValueChange?: (value: Value) => void
  className?: string
}

type ListProps<Value extends string> = Pick<
  RadioProps<Value>,
  'options' | 'value' | 'defaultValue' | 'onValueChange'
>

/** What a native radio button needs to be one of a list. */
function radioProps<Value extends string>(list: ListProps<Value>, option: Option<Value>, name: string) {
  const { value, defaultValue, onValueChange } = list
  return {
    type: 'radio' as const,
    name,
    value: option.value,
    disabled: option.disabled,
    ...(value === undefined
      ? { defaultChecked: option.value === defaultValue }
      : { checked: option.value === value }),
    onChange: () => onValueChange?.(option.value),
  }
}

/** One of a few, each with room to say what it means. */
export function RadioGroup<Value extends string>(props: RadioProps<Value>) {
  const made = useId()
  const { label, hideLabel, hint, error, options, name = made, className } = props
  return (
    <FieldGroup label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-6 items-start gap-2.5 max-md:min-h-11 max-md:py-2.5">
          <input
            {...radioProps(props, option, name)}
            className="mt-0.5 size-4 shrink-0 accent-accent max-md:size-5"
          />
          <span className={clsx(option.disabled && 'text-muted')}>
            {option.label}
            {option.hint && <span className="block text-sm text-muted">{option.hint}</span>}
          </span>
        </label>
      ))}
    </FieldGroup>
  )
}

/** One of two to five short words, all in sight. */
export function SegmentedControl<Value extends string>(props: RadioProps<Value>) {
  const made = useId()
  const { label, hideLabel, hint, error, options, name = made, className } = props
  return (
    <FieldGroup label={label} hideLabel={hideLabel} hint={hint} error={error} className={className}>
      <div className="inline-flex w-fit max-w-full gap-0.5 rounded-md bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className={clsx(
              'flex min-h-7 items-center gap-1.5 rounded-sm px-2.5 text-center text-sm text-muted transition-colors max-md:min-h-10 max-md:px-3.5',
              'has-checked:bg-chosen has-checked:font-medium has-checked:text-ink has-checked:shadow-chip',
              'has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-ring has-disabled:opacity-50',
              '[&_svg]:size-4',
            )}
          >
            <input {...radioProps(props, option, name)} className="sr-only" />
            {option.label}
          </label>
        ))}
      </div>
    </FieldGroup>
  )
}
