import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { type Status, statusFill } from './status.tsx'

export type StackedBar = {
  key: string
  /** What it stands for, under the bar where there is room. */
  label: string
  /** What it says in words, when the pointer rests on it. */
  hint: string
  parts: readonly { status: Status; value: number }[]
}

type StackedBarsProps = {
  /** What the picture shows, in a sentence for the ear; the numbers themselves stand in a table or sentence beside it. */
  label: string
  bars: readonly StackedBar[]
  /** Writes a number of the scale. */
  format: (value: number) => string
  className?: string
}

const LABELS = 8

/** Amounts over time, each divided into its states. A picture without a program: it is drawn by the server. */
export function StackedBars({ label, bars, format, className }: StackedBarsProps) {
  const sums = bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0))
  const top = niceTop(Math.max(...sums, 1))
  const step = Math.ceil(bars.length / LABELS)
  return (
    <figure className={clsx('flex gap-2', className)}>
      <div
        aria-hidden="true"
        className="tabular flex w-12 shrink-0 flex-col justify-between pb-6 text-right text-xs text-muted"
      >
        {[top, top / 2, 0].map((value) => (
          <span key={value} className="-my-2">
            {format(value)}
          </span>
        ))}
      </div>
      <div className="min-w-0 flex-1">
        <div role="img" aria-label={label} className="relative flex h-40 items-end gap-px">
          <Lines />
          {bars.map(({ key, hint, parts }, i) => (
            <Bar key={key} hint={hint} height={(sums[i] ?? 0) / top} parts={parts} />
          ))}
        </div>
        <div aria-hidden="true" className="flex h-6 items-end overflow-hidden text-xs text-muted">
          {bars.map(({ key, label: name }, i) => (
            <span key={key} className="relative min-w-0 flex-1">
              {i % step === 0 && (
                <span
                  className={clsx(
                    'absolute bottom-0 left-0 whitespace-nowrap',
                    // A phone has room for every other one.
                    (i / step) % 2 === 1 && 'max-sm:hidden',
                  )}
                >
                  {name}
                </span>
              )}
            </span>
          ))}
        </div>
      </div>
    </figure>
  )
}

function Lines(): ReactNode {
  return (
    <div aria-hidden="true" className="absolute inset-0 flex flex-col justify-between">
      {['top', 'middle', 'bottom'].map((place) => (
        <span key={place} className="h-px bg-line" />
      ))}
    </div>
  )
}

type BarProps = { hint: string; height: number; parts: StackedBar['parts'] }

function Bar({ hint, height, parts }: BarProps) {
  return (
    // As high as the whole picture, so that the pointer finds a small one.
    <div data-tooltip={hint} className="group relative flex h-full min-w-0 flex-1 items-end hover:bg-hover">
      <div
        className="mx-auto flex w-full max-w-8 flex-col-reverse gap-px overflow-hidden rounded-t-sm"
        style={{ height: `${height * 100}%` }}
      >
        {parts
          .filter(({ value }) => value > 0)
          .map(({ status, value }) => (
            <div
              key={status}
              className={clsx('min-h-px basis-0', statusFill[status])}
              style={{ flexGrow: value }}
            />
          ))}
      </div>
    </div>
  )
}

/** The next number of the kind 1, 2, 3, 4, 5, 6, 8 × a power of ten, of which half is a whole number: nobody is half a person. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value))
  const steps = [1, 2, 3, 4, 5, 6, 8, 10].map((n) => n * power)
  return steps.find((step) => step >= value && step % 2 === 0) ?? 10 * power
}
