import { Ellipsis } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Flyout } from './flyout.tsx'
import { type NavItem, NavLink } from './nav-link.tsx'

const spot =
  'relative flex flex-1 flex-col items-center justify-center gap-0.5 text-xs text-muted aria-[current=page]:font-medium aria-[current=page]:text-accent aria-expanded:text-ink [&_svg]:size-5'

/** The rooms on a phone: the most used under the thumb, the rest one press away. */
export function BottomBar({ items }: { items: readonly NavItem[] }) {
  const words = useTranslations('nav')
  const near = items.filter((item) => item.phone).slice(0, 4)
  const far = items.filter((item) => !near.includes(item))
  return (
    <nav
      aria-label={words('main')}
      className="fixed inset-x-0 bottom-0 z-20 flex h-(--bottom-height) border-t border-line bg-rail pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {near.map((item) => (
        <NavLink key={item.href} href={item.href} className={spot}>
          <span className="relative">
            <span aria-hidden="true">{item.icon}</span>
            {item.badge?.dot}
          </span>
          {item.label}
        </NavLink>
      ))}
      {far.length > 0 && (
        <Flyout
          trigger={
            <>
              <Ellipsis aria-hidden="true" />
              {words('more')}
            </>
          }
          triggerClass={spot}
          panelClass="fixed inset-x-2 bottom-[calc(var(--bottom-height)+0.5rem)] rounded border border-line bg-raised p-1 shadow-float"
        >
          <ul>
            {far.map((item) => (
              <li key={item.href}>
                <NavLink
                  href={item.href}
                  className="flex h-12 items-center gap-3 rounded-md px-3 text-lg aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent [&_svg]:size-5"
                >
                  <span aria-hidden="true">{item.icon}</span>
                  {item.label}
                </NavLink>
              </li>
            ))}
          </ul>
        </Flyout>
      )}
    </nav>
  )
}
