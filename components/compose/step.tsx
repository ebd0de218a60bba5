import { clsx } from 'clsx'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { StatusIcon } from '#components/ui/status.tsx'

export type StepState = 'locked' | 'open' | 'done'

type StepProps = {
  /** The address of the step on the page. */
  anchor: string
  number: number
  title: string
  state: StepState
  children: ReactNode
}

/** One of the four steps. Locked it is only its title, so that the way ahead can be seen. */
export function Step({ anchor, number, title, state, children }: StepProps) {
  const words = useTranslations('compose.steps')
  const id = useId()
  const locked = state === 'locked'
  return (
    <section
      id={anchor}
      aria-labelledby={id}
      className={clsx('border-t border-line pt-4 first:border-t-0 first:pt-0', locked ? 'pb-4' : 'pb-8')}
    >
      <div className="flex items-center gap-2.5">
        <span
          aria-hidden="true"
          className={clsx(
            'tabular grid size-6 shrink-0 place-items-center rounded-full text-sm font-medium',
            state !== 'done' && 'border',
            locked ? 'border-line text-muted' : 'border-accent text-accent',
          )}
        >
          {state === 'done' ? <StatusIcon status="good" className="size-5" /> : number}
        </span>
        <h2
          id={id}
          tabIndex={-1}
          className={clsx('text-lg font-medium outline-none', locked && 'text-muted')}
        >
          <span className="sr-only">{words('number', { number })} </span>
          {title}
          {state !== 'open' && <span className="sr-only"> ({words(state)})</span>}
        </h2>
      </div>
      {!locked && (
        <div className="flex flex-col gap-4 pt-4 transition-opacity md:pl-8.5 starting:opacity-0">
          {children}
        </div>
      )}
    </section>
  )
}

/** Leads the eye, the keyboard and the screen reader to a step. */
export function goToStep(anchor: string): void {
  const step = document.getElementById(anchor)
  step?.scrollIntoView({ block: 'start' })
  step?.querySelector('h2')?.focus({ preventScroll: true })
}
