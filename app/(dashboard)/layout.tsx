import {
  ChartColumn,
  ContactRound,
  FileText,
  Gauge,
  Inbox,
  MessagesSquare,
  Settings,
  Signature,
} from 'lucide-react'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { type ReactNode, Suspense } from 'react'
import { accounts } from '#components/accounts/account-queries.ts'
import { credits } from '#components/credits/credit-queries.ts'
import { inbox } from '#components/inbox/inbox-queries.ts'
import { AppShell } from '#components/layout/app-shell.tsx'
import type { NavItem } from '#components/layout/nav-link.tsx'
import { sending } from '#components/messages/sending-queries.ts'
import { waitingMessages } from '#components/messages/waiting-queries.ts'
import { entry, Prefetched } from '#components/prefetched.tsx'
import { listAccountStates } from '#lib/accounts/list-account-states.ts'
import { getCredit } from '#lib/credits/get-credit.ts'
import { listLanguages } from '#lib/http/i18n-request.ts'
import { currentUser } from '#lib/http/session.ts'
import { countUnread } from '#lib/inbox/list-conversations.ts'
import { countWaiting } from '#lib/messages/count-waiting.ts'
import { getSending } from '#lib/sending/get-sending.ts'
import { type Role, roleMay } from '#lib/users/rules.ts'
import { rememberChoiceAction, signOutAction } from '../(auth)/actions.ts'
import { CreditMeter, HealthDot, SendingOff, SessionEnded, UnreadBadge, WaitingBadge } from './frame-parts.ts'
import { jumps } from './jumps.ts'
import { sendingSwitch } from './sending/switch.ts'

/** A live part of the frame: no room waits for its code. */
const Soon = ({ children }: { children: ReactNode }) => <Suspense fallback={null}>{children}</Suspense>

/** The rooms of the house, in order: a new one is one line here. */
async function rooms(role: Role): Promise<NavItem[]> {
  const words = await getTranslations('nav')
  return [
    { href: '/', label: words('overview'), icon: <Gauge />, phone: true },
    {
      href: '/messages',
      label: words('messages'),
      icon: <MessagesSquare />,
      phone: true,
      badge: {
        beside: (
          <Soon key="beside">
            <WaitingBadge />
          </Soon>
        ),
        dot: (
          <Soon key="dot">
            <WaitingBadge dot />
          </Soon>
        ),
      },
    },
    ...(roleMay(role, 'send')
      ? [
          {
            href: '/inbox',
            label: words('inbox'),
            icon: <Inbox />,
            phone: true,
            badge: {
              count: (
                <Soon key="count">
                  <UnreadBadge />
                </Soon>
              ),
              dot: (
                <Soon key="dot">
                  <UnreadBadge dot />
                </Soon>
              ),
            },
          },
        ]
      : []),
    { href: '/contacts', label: words('contacts'), icon: <ContactRound /> },
    { href: '/templates', label: words('templates'), icon: <FileText /> },
    { href: '/senders', label: words('senders'), icon: <Signature /> },
    { href: '/reports', label: words('reports'), icon: <ChartColumn /> },
    ...(roleMay(role, 'send') ? [{ href: '/settings', label: words('settings'), icon: <Settings /> }] : []),
  ]
}

/** The frame around every room, for whoever is signed in. */
export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { user, ctx } = await currentUser()
  const words = await getTranslations('nav')
  const maySend = roleMay(user.role, 'send')
  const [items, commands, languages, jar, credit, waiting, switched, live] = await Promise.all([
    rooms(user.role),
    jumps(user.role),
    listLanguages(),
    cookies(),
    getCredit(ctx),
    countWaiting(ctx),
    getSending(ctx),
    maySend ? Promise.all([countUnread(ctx), listAccountStates(ctx)]) : null,
  ])
  const compose = { href: '/messages/new', label: words('compose') }
  return (
    <Prefetched
      entries={[
        entry(credits.now(), credit),
        entry(waitingMessages(), waiting),
        entry(sending.now(), switched),
        ...(live ? [entry(inbox.unread(), live[0]), entry(accounts.states(), live[1])] : []),
      ]}
    >
      <AppShell
        items={items}
        commands={commands}
        compose={maySend ? compose : undefined}
        credits={
          <Soon>
            <CreditMeter />
          </Soon>
        }
        health={
          maySend && (
            <Soon>
              <HealthDot manages={roleMay(user.role, 'manage')} />
            </Soon>
          )
        }
        person={{ name: user.name, email: user.email }}
        choices={{ languages, timeZone: user.timeZone, remember: rememberChoiceAction }}
        signOut={signOutAction}
        narrow={jar.get('rail')?.value === 'narrow'}
      >
        <Soon>
          <SessionEnded />
          <SendingOff actions={roleMay(user.role, 'manage') ? sendingSwitch : undefined} />
        </Soon>
        {children}
      </AppShell>
    </Prefetched>
  )
}
