import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, Suspense } from 'react'
import { BottomBar } from './bottom-bar.tsx'
import type { Command } from './command-center.tsx'
import { CommandCenter } from './later.ts'
import type { NavItem } from './nav-link.tsx'
import type { PersonChoicesProps } from './person-choices.tsx'
import { type Person, PersonMenu } from './person-menu.tsx'
import { Rail } from './rail.tsx'
import { Where } from './where.tsx'

type AppShellProps = {
  /** The rooms that exist for this person, in order. */
  items: readonly NavItem[]
  /** Where a new message is written; left out for those who may not send. */
  compose?: { href: string; label: string }
  /** What the palette offers beside the rooms. */
  commands: readonly Command[]
  /** Credits available with what is held; what is held only where there is room. */
  credits?: ReactNode
  /** The accounts' health, as small as a dot. */
  health?: ReactNode
  person: Person
  choices: PersonChoicesProps
  signOut: () => Promise<void>
  /** Whether the rail was left narrow: the cookie `rail` says `narrow`. */
  narrow: boolean
  children: ReactNode
}

/** The frame around every room: the rail, the line on top, the bar at the bottom of a phone. */
export function AppShell(props: AppShellProps) {
  const { items, compose, commands, credits, health, person, choices, signOut, narrow, children } = props
  const words = useTranslations('nav')
  const rooms = items.map(({ href, label }) => ({ href, label }))
  return (
    <>
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 print:hidden rounded-md bg-accent px-3 py-2 font-medium text-on-accent focus:translate-y-0"
      >
        {words('skip')}
      </a>
      <Rail items={items} compose={compose} narrow={narrow} />
      <div className="flex min-h-dvh flex-col transition-[padding] md:pl-(--rail-width)">
        <header className="sticky top-0 z-20 flex h-(--top-height) items-center gap-3 border-b border-line bg-canvas px-4 md:px-8 print:hidden">
          <div className="min-w-0 flex-1">
            <Where rooms={rooms} />
          </div>
          <Suspense fallback={null}>
            <CommandCenter
              commands={[...(compose ? [compose] : []), ...rooms, ...commands]}
              composeHref={compose?.href}
              icon={<Search aria-hidden="true" className="size-4 shrink-0" />}
            />
          </Suspense>
          {credits && <div className="tabular text-sm max-[22rem]:hidden">{credits}</div>}
          {health}
          <PersonMenu person={person} {...choices} signOut={signOut} />
        </header>
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-page flex-1 px-4 pt-6 pb-[calc(3rem+var(--bottom-height))] outline-none md:px-8"
        >
          {children}
        </main>
      </div>
      <BottomBar items={items} />
    </>
  )
}
