import { clsx } from 'clsx'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type NextLink from 'next/link'
import { useTranslations } from 'next-intl'
import type { ComponentProps, ReactNode } from 'react'
import { NearLink } from './near-link.tsx'

/*
 * On a phone each row becomes a card with the same facts in the same order. That takes `display: table` away, and with
 * it what some browsers tell assistive technology; these roles say it again.
 */
const is = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  cell: { role: 'cell' },
} as const

type TableProps = {
  /** What the rows are, for the ear. */
  label: string
  /** `J` and `K` move through the rows that have a RowLink. One table of a page, the main one. */
  keys?: boolean
  className?: string
  children: ReactNode
}

/** A dense table: 13 px, hairlines, nothing else. */
export function Table({ label, keys, className, children }: TableProps) {
  return (
    // Between a phone and a wide window the table scrolls by itself, never the page. As much wider as the ground of a row.
    <div className="md:relative md:-mx-2 md:overflow-x-auto md:px-2">
      <table
        {...is.table}
        aria-label={label}
        data-row-keys={keys ? '' : undefined}
        className={clsx('w-full border-collapse text-sm max-md:block', className)}
      >
        {children}
      </table>
    </div>
  )
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead {...is.group} className="max-md:sr-only">
      <tr {...is.row}>{children}</tr>
    </thead>
  )
}

type ColumnProps = {
  children: ReactNode
  /** Numbers stand at the end, so that their digits stand under each other. */
  end?: boolean
  /** Leads to the list sorted by this column. */
  sortHref?: string
  sorted?: 'ascending' | 'descending'
  className?: string
}

export function Column({ children, end, sortHref, sorted, className }: ColumnProps) {
  const words = useTranslations('ui')
  const Arrow = sorted === 'ascending' ? ArrowUp : ArrowDown
  return (
    <th
      {...is.column}
      scope="col"
      aria-sort={sorted}
      className={clsx(
        'h-8 border-b border-line px-3 font-medium whitespace-nowrap text-muted first:pl-0 last:pr-0',
        end ? 'text-right' : 'text-left',
        className,
      )}
    >
      {sortHref ? (
        <NearLink
          href={sortHref}
          scroll={false}
          className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
        >
          {children}
          {sorted && <Arrow aria-hidden="true" className="size-3.5" />}
          {sorted && (
            <span className="sr-only">
              {words(sorted === 'ascending' ? 'sortedAscending' : 'sortedDescending')}
            </span>
          )}
        </NearLink>
      ) : (
        children
      )}
    </th>
  )
}

export function TableBody({ children, ...rest }: ComponentProps<'tbody'>) {
  return (
    <tbody {...rest} {...is.group} className="max-md:block">
      {children}
    </tbody>
  )
}

export function Row({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr
      {...rest}
      {...is.row}
      className={clsx(
        'group/row relative border-b border-line transition-colors hover:bg-hover hover:shadow-row has-[[data-row-link]:focus-visible]:bg-hover has-[[data-row-link]:focus-visible]:shadow-row',
        'max-md:grid max-md:grid-cols-2 max-md:gap-x-6 max-md:gap-y-1 max-md:py-3 max-md:has-[>[data-corner]]:[&>:first-child]:pr-12',
        className,
      )}
    />
  )
}

type CellProps = ComponentProps<'td'> & {
  /** The column's name; on a phone it stands before the value. The cell that names the row has none. */
  label?: string
  /** A number; where a phone has no room for both, the name beside it breaks. */
  end?: boolean
  /** Too long for half a line of a phone. */
  wide?: boolean
  /** One small button: on a phone it stands beside the name of the row, not on a line of its own. */
  corner?: boolean
}

export function Cell({ label, end, wide, corner, className, children, ...rest }: CellProps) {
  return (
    <td
      {...rest}
      {...is.cell}
      data-corner={corner || undefined}
      className={clsx(
        'h-9 px-3 py-1.5 first:pl-0 last:pr-0 max-md:flex max-md:h-auto max-md:items-baseline max-md:justify-between max-md:gap-3 max-md:p-0',
        end ? 'text-right' : 'text-left',
        !label && !end && 'wrap-anywhere',
        !label && 'max-md:col-span-2 max-md:pb-0.5 max-md:text-base max-md:font-medium',
        wide && 'max-md:col-span-2',
        // On a phone a name without a value is only noise.
        label && isNothing(children) && 'max-md:hidden',
        corner && 'max-md:absolute max-md:top-1.5 max-md:right-0',
        className,
      )}
    >
      {label && (
        <span aria-hidden="true" className={clsx('text-left text-muted md:hidden', !end && 'shrink-0')}>
          {label}
        </span>
      )}
      {label ? <span className={clsx('max-md:text-right', !end && 'min-w-0')}>{children}</span> : children}
    </td>
  )
}

const isNothing = (content: ReactNode): boolean =>
  content === null || content === undefined || content === false || content === ''

/** The link that names a row. The whole row can be pressed, and `J` and `K` stop here. */
export function RowLink({ className, ...rest }: ComponentProps<typeof NextLink>) {
  return (
    <NearLink
      {...rest}
      data-row-link=""
      className={clsx(
        'as-written rounded-sm font-medium text-ink after:absolute after:inset-0 after:content-[""] group-hover/row:underline',
        className,
      )}
    />
  )
}
