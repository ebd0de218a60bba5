import { clsx } from 'clsx'

/** The shape of what comes. Give it the size of the real thing, so that nothing moves when that arrives. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div aria-hidden="true" className={clsx('rounded-md bg-sunken motion-safe:animate-pulse', className)} />
  )
}

/** The shape of a few lines of text. */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  const widths = ['w-full', 'w-11/12', 'w-4/5', 'w-2/3']
  return (
    <div className={clsx('flex flex-col gap-2', className)}>
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((key, line) => (
        <Skeleton
          key={key}
          className={clsx('h-3.5', line === lines - 1 ? 'w-1/2' : widths[line % widths.length])}
        />
      ))}
    </div>
  )
}

/** The shape of a table: as many rows as are expected. */
export function SkeletonRows({ rows = 8, columns = 4 }: { rows?: number; columns?: number }) {
  const keys = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => `${name} ${index}`)
  return (
    <div className="flex flex-col">
      {keys(rows, 'row').map((row) => (
        <div key={row} className="flex h-9 items-center gap-6 border-b border-line max-md:h-16">
          {keys(columns, 'column').map((column, index) => (
            <Skeleton key={column} className={clsx('h-3.5', index === 0 ? 'flex-2' : 'flex-1')} />
          ))}
        </div>
      ))}
    </div>
  )
}
