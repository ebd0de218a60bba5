import { ChevronLeft } from 'lucide-react'
import NextLink from 'next/link'
import type { ReactNode } from 'react'

type PageHeaderProps = {
  title: ReactNode
  /** The state of the one thing that the page is about. */
  status?: ReactNode
  description?: ReactNode
  /** The list that this page came from. */
  back?: { href: string; label: string }
  /** The next steps, the usual one last. */
  actions?: ReactNode
}

/** The head of a page: where it belongs, what it is, what can be done. */
export function PageHeader({ title, status, description, back, actions }: PageHeaderProps) {
  return (
    <header className="mb-6 flex flex-col gap-1">
      {back && (
        <NextLink
          href={back.href}
          className="-ml-1 inline-flex w-fit items-center gap-0.5 rounded-sm text-sm text-muted hover:text-ink max-md:min-h-11 print:hidden"
        >
          <ChevronLeft aria-hidden="true" className="size-4" />
          {back.label}
        </NextLink>
      )}
      <div className="flex min-h-control flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1">
          <div className="flex min-h-control flex-wrap items-center gap-x-3 gap-y-1 max-md:min-h-8">
            <h1 className="as-written min-w-0 text-xl font-semibold tracking-tight">{title}</h1>
            {status}
          </div>
          {description && <div className="max-w-prose text-muted">{description}</div>}
        </div>
        {actions && (
          <div className="flex flex-wrap gap-2 print:hidden max-sm:not-has-[>[data-icon-button]:only-child]:w-full max-sm:*:flex-1 max-sm:[&>:is(button,a)]:whitespace-nowrap">
            {actions}
          </div>
        )}
      </div>
    </header>
  )
}
