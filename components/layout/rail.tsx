import { clsx } from 'clsx'
import { PanelLeftClose, PanelLeftOpen, SquarePen } from 'lucide-react'
import { NearLink } from '#components/ui/near-link.tsx'
import { Mark } from './brand.tsx'
import { type NavItem, NavLink } from './nav-link.tsx'
import { RailFrame } from './rail-frame.tsx'

type RailProps = { items: readonly NavItem[]; compose?: { href: string; label: string }; narrow: boolean }

const inWide = 'group-data-[rail=narrow]/rail:hidden'
const inNarrow = 'group-data-[rail=wide]/rail:hidden'
/** Words that are only read aloud where there is no room for them. */
const wordsClass = 'group-data-[rail=narrow]/rail:sr-only'
const spot =
  'flex h-8 items-center gap-2.5 rounded-md px-2.5 transition-colors hover:bg-hover group-data-[rail=narrow]/rail:justify-center group-data-[rail=narrow]/rail:px-0 [&_svg]:size-4 [&_svg]:shrink-0'

/**
 * The rooms, along the left edge. Narrow, it shows only their pictures. It is drawn on the server for both widths, and the
 * style sheet shows the one: so that only its button has to come with the page.
 */
export function Rail({ items, compose, narrow }: RailProps) {
  return (
    <RailFrame
      narrow={narrow}
      icons={{
        narrow: <PanelLeftClose aria-hidden="true" />,
        widen: <PanelLeftOpen aria-hidden="true" />,
      }}
    >
      <NearLink
        href="/"
        className="flex h-9 items-center gap-2 rounded-md px-2 font-semibold tracking-tight group-data-[rail=narrow]/rail:justify-center group-data-[rail=narrow]/rail:px-0"
      >
        <Mark className="size-5 text-accent" />
        <span className={wordsClass}>Longwave</span>
      </NearLink>
      {compose && (
        <NearLink
          href={compose.href}
          data-tooltip={compose.label}
          data-tooltip-side="right"
          data-tooltip-when="narrow"
          className={clsx(spot, 'border border-edge bg-raised font-medium')}
        >
          <SquarePen aria-hidden="true" className="text-accent" />
          <span className={wordsClass}>{compose.label}</span>
        </NearLink>
      )}
      <ul className="flex flex-1 flex-col gap-0.5 overflow-y-auto">
        {items.map((item) => (
          <li key={item.href} className="relative">
            <NavLink
              href={item.href}
              tooltip={item.label}
              className={clsx(
                spot,
                'text-muted hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent',
              )}
            >
              <span className="relative">
                <span aria-hidden="true">{item.icon}</span>
                <span className={inNarrow}>{item.badge?.dot}</span>
              </span>
              <span className={clsx('flex-1 truncate group-data-[rail=narrow]/rail:flex-none', wordsClass)}>
                {item.label}
              </span>
              <span className={inWide}>{item.badge?.count}</span>
            </NavLink>
            <div className={inWide}>{item.badge?.beside}</div>
          </li>
        ))}
      </ul>
    </RailFrame>
  )
}
