import { clsx } from 'clsx'
import { ChevronRight } from 'lucide-react'
import type { ReactNode, ToggleEventHandler } from 'react'

type DisclosureProps = {
  title: ReactNode
  open?: boolean
  onToggle?: ToggleEventHandler<HTMLDetailsElement>
  className?: string
  children: ReactNode
}

/** Details for those who want them. Works before any script does, and is found by the browser's own search. */
export function Disclosure({ title, open, onToggle, className, children }: DisclosureProps) {
  return (
    <details open={open} onToggle={onToggle} className={clsx('group/disclosure', className)}>
      <summary className="inline-flex min-h-7 list-none items-center gap-1 rounded-sm text-muted select-none hover:text-ink max-md:min-h-11">
        <ChevronRight
          aria-hidden="true"
          className="size-4 transition-transform group-open/disclosure:rotate-90"
        />
        {title}
      </summary>
      <div className="pt-2 pl-5">{children}</div>
    </details>
  )
}
