'use client'

import { clsx } from 'clsx'
import { ChevronsUpDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Suspense, useId, useRef, useState } from 'react'
import { Coming } from './coming.tsx'
import { controlClass } from './control-class.ts'
import { useField } from './field.tsx'
import { later } from './later.tsx'
import { type SelectProps, useChoice } from './select.tsx'
import { useOnceOpen } from './use-once-open.ts'

const load = () => import('./combobox-popup.tsx').then((all) => all.ComboboxPopup)
const ComboboxPopup = later(load)

/** One of a list too long to read: opens with a field that narrows it. */
export function Combobox<Value extends string>(props: SelectProps<Value>) {
  const { options, name, placeholder, disabled, className } = props
  const words = useTranslations('ui')
  const field = useField()
  const made = useId()
  const [chosen, choose] = useChoice(props)
  const [open, setOpen] = useState(false)
  const wanted = useOnceOpen(open)
  const trigger = useRef<HTMLButtonElement>(null)
  const label = options.find((option) => option.value === chosen)?.label

  return (
    <>
      <button
        {...field}
        id={field.id ?? made}
        ref={trigger}
        type="button"
        aria-label={props['aria-label']}
        aria-haspopup="dialog"
        aria-expanded={open}
        disabled={disabled}
        onPointerEnter={() => void load()}
        onFocus={() => void load()}
        onClick={() => setOpen(!open)}
        className={clsx(
          controlClass,
          'flex h-control items-center justify-between gap-2 text-left',
          className,
        )}
      >
        <span className={clsx('truncate', !label && 'text-muted')}>
          {label ?? placeholder ?? words('select')}
        </span>
        <ChevronsUpDown aria-hidden="true" className="size-4 shrink-0 text-muted" />
      </button>
      {name && <input type="hidden" name={name} value={chosen ?? ''} />}
      {wanted && (
        <Suspense fallback={<Coming />}>
          <ComboboxPopup
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
