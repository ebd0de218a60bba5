import { clsx } from 'clsx'
import type { ComponentProps, ReactNode } from 'react'

type CheckboxProps = Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode }

/** A choice that counts when the form is sent. For one that counts at once there is the Switch. */
export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  return (
    <label className={clsx('flex min-h-6 items-start gap-2.5 max-md:min-h-11 max-md:py-2.5', className)}>
      <input
        {...rest}
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 rounded-sm accent-accent max-md:size-5"
      />
      <span>
        {label}
        {hint && <span className="block text-sm text-muted">{hint}</span>}
      </span>
    </label>
  )
}
