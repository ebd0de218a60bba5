import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ButtonLink } from './button.tsx'
import { buttonClass } from './button-class.ts'

type PaginationProps = {
  /** Where the pages are; null at the end of the list. */
  previousHref: string | null
  nextHref: string | null
  /** What is in sight: how many, of how many, counted when. */
  children?: ReactNode
}

/** From page to page by cursor. There are no page numbers: at two million rows nobody goes to page 7,312. */
export function Pagination({ previousHref, nextHref, children }: PaginationProps) {
  const words = useTranslations('ui')
  if (!previousHref && !nextHref && !children) return null
  const step = (href: string | null, rel: 'prev' | 'next', content: ReactNode) =>
    href ? (
      <ButtonLink href={href} rel={rel} size="sm">
        {content}
      </ButtonLink>
    ) : (
      <span aria-disabled="true" className={buttonClass('secondary', 'sm')}>
        {content}
      </span>
    )
  return (
    <nav
      aria-label={words('pagination')}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-3"
    >
      <div className="tabular text-sm text-muted">{children}</div>
      <div className="ml-auto flex gap-2">
        {step(
          previousHref,
          'prev',
          <>
            <ChevronLeft aria-hidden="true" />
            {words('previousPage')}
          </>,
        )}
        {step(
          nextHref,
          'next',
          <>
            {words('nextPage')}
            <ChevronRight aria-hidden="true" />
          </>,
        )}
      </div>
    </nav>
  )
}
