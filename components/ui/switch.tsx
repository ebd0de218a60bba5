import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

// A native check box says by itself whether it is on; only its kind is another.
const isSwitch = { role: 'switch' } as const

type SwitchProps = Omit<ComponentProps<'input'>, 'type' | 'role'> & { label: ReactNode; hint?: ReactNode }

/** Something that is on or off and changes at once. */
export function Switch({ label, hint, className, ...rest }: SwitchProps) {
  return (
    <label className={clsx('flex min-h-6 items-start justify-between gap-4 max-md:min-h-11', className)}>
      <span>
        {label}
        {hint && <span className="block text-sm text-muted">{hint}</span>}
      </span>
      <input
        {...rest}
        type="checkbox"
        {...isSwitch}
        className={clsx(
          'relative mt-0.5 h-5 w-9 shrink-0 appearance-none rounded-full border border-control bg-sunken transition-colors',
          'before:absolute before:top-0.75 before:left-0.75 before:size-3 before:rounded-full before:bg-muted before:transition-transform',
          'checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent disabled:opacity-50',
          'forced-colors:appearance-auto',
        )}
      />
    </label>
  )
}
