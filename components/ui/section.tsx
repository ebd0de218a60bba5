import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'

type SectionProps = {
  title: ReactNode
  hint?: ReactNode
  /** Stands at the end of the title's line. */
  aside?: ReactNode
  level?: 2 | 3
  className?: string
  children: ReactNode
}

/** A part of a page: a hairline above, a title, and what belongs to it. No box. */
export function Section({ title, hint, aside, level = 2, className, children }: SectionProps) {
  const id = useId()
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section aria-labelledby={id} className={clsx('border-t border-line pt-4 pb-8', className)}>
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <div className="max-w-prose">
          <Heading id={id} className="text-lg font-medium">
            {title}
          </Heading>
          {hint && <p className="text-sm text-muted">{hint}</p>}
        </div>
        {aside}
      </div>
      {children}
    </section>
  )
}
