import { ContactRound, FileText, Gauge, MessagesSquare, Settings, Signature } from 'lucide-react'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { CreditMeter } from '#components/credits/credit-meter.tsx'
import { credits } from '#components/credits/credit-queries.ts'
import { AppShell } from '#components/layout/app-shell.tsx'
import { LiveData } from '#components/layout/live-data.tsx'
import type { NavItem } from '#components/layout/nav-link.tsx'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { SessionEnded } from '#components/session-ended.tsx'
import { getCredit } from '#lib/credits/get-credit.ts'
import { listLanguages } from '#lib/http/i18n-request.ts'
import { currentUser } from '#lib/http/session.ts'
import { type Role, roleMay } from '#lib/users/rules.ts'
import { signOutAction } from '../(auth)/actions.ts'

/** The rooms of the house, in order: a new one is one line here. */
async function rooms(role: Role): Promise<NavItem[]> {
  const words = await getTranslations('nav')
  return [
    { href: '/', label: words('overview'), icon: <Gauge />, phone: true },
    { href: '/messages', label: words('messages'), icon: <MessagesSquare />, phone: true },
    { href: '/contacts', label: words('contacts'), icon: <ContactRound /> },
    { href: '/templates', label: words('templates'), icon: <FileText /> },
    { href: '/senders', label: words('senders'), icon: <Signature /> },
    ...(roleMay(role, 'send') ? [{ href: '/settings', label: words('settings'), icon: <Settings /> }] : []),
  ]
}

/** The frame around every room, for whoever is signed in. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { user, ctx } = await currentUser()
  const words = await getTranslations('nav')
  const [items, languages, jar, credit] = await Promise.all([
    rooms(user.role),
    listLanguages(),
    cookies(),
    getCredit(ctx),
  ])
  const compose = { href: '/messages/new', label: words('compose') }
  return (
    <LiveData>
      <AppShell
        items={items}
        compose={roleMay(user.role, 'send') ? compose : undefined}
        credits={
          <Prefetched entries={[entry(credits.now(), credit)]}>
            <CreditMeter />
          </Prefetched>
        }
        person={{ name: user.name, email: user.email }}
        languages={languages}
        signOut={signOutAction}
        narrow={jar.get('rail')?.value === 'narrow'}
      >
        <SessionEnded />
        {children}
      </AppShell>
    </LiveData>
  )
}
