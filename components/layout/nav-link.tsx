'use client'

import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { NearLink } from '#components/ui/near-link.tsx'
import { liesIn } from './lies-in.ts'

/** A room of the house. `icon` is drawn on the server. */
export type NavItem = {
  href: string
  label: string
  icon: ReactNode
  /**
   * How many things wait there, as a number and as a dot where that has no room; nothing where nothing waits. `beside`
   * stands over the end of the link and leads to them.
   */
  badge?: { count?: ReactNode; beside?: ReactNode; dot: ReactNode }
  /** Stands in the bar at the bottom of a phone; at most four do, the others are under "More". */
  phone?: boolean
}

type NavLinkProps = {
  href: string
  className: string
  /** Shown in a narrow rail, where the words are not. */
  tooltip?: string
  children: ReactNode
}

/** A link that knows whether it is where the reader is. */
export function NavLink({ href, className, tooltip, children }: NavLinkProps) {
  const here = liesIn(usePathname(), href)
  return (
    <NearLink
      href={href}
      aria-current={here ? 'page' : undefined}
      data-tooltip={tooltip}
      data-tooltip-side="right"
      data-tooltip-when="narrow"
      className={className}
    >
      {children}
    </NearLink>
  )
}
