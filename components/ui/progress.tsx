import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'

type ProgressProps = {
  /** What is progressing, for the ear. */
  label: string
  value: number
  total: number
  /** Without the numbers beside it. */
  bare?: boolean
  className?: string
}

/** How far something is. The numbers keep the width of the largest one, so nothing beside them moves as they count. */
export function Progress({ label, value, total, bare, className }: ProgressProps) {
  const format = useFormatter()
  const words = useTranslations('ui')
  const share = total > 0 ? Math.min(1, Math.max(0, value / total)) : 0
  const widest = format.number(total).length
  return (
    <div className={clsx('flex items-center gap-3', className)}>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={value}
        aria-valuetext={words('progress', { value, total })}
        className="h-1.5 min-w-16 flex-1 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className="h-full w-full origin-left rounded-full bg-accent transition-transform"
          style={{ transform: `scaleX(${share})` }}
        />
      </div>
      {!bare && (
        <span aria-hidden="true" className="tabular flex shrink-0 gap-2 text-sm text-muted">
          <span className="text-right" style={{ minWidth: '5ch' }}>
            {format.number(Math.floor(share * 100) / 100, { style: 'percent' })}
          </span>
          <span>
            <span className="inline-block text-right text-ink" style={{ minWidth: `${widest}ch` }}>
              {format.number(value)}
            </span>
            {' / '}
            {format.number(total)}
          </span>
        </span>
      )}
    </div>
  )
}
