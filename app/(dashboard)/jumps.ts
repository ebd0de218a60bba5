import { getTranslations } from 'next-intl/server'
import type { Command } from '#components/layout/command-center.tsx'
import { type Permission, type Role, roleMay } from '#lib/users/rules.ts'
import { settingsRooms } from './settings/rooms.ts'

type Jump = { name: 'calendar' | 'groups' | 'suppressed' | 'import' | 'credits' | 'exports'; href: string }

const inside = [
  { name: 'calendar', href: '/messages/calendar', of: 'messages', access: 'read' },
  { name: 'groups', href: '/contacts/groups', of: 'contacts', access: 'read' },
  { name: 'suppressed', href: '/contacts/suppressed', of: 'contacts', access: 'read' },
  { name: 'import', href: '/contacts/import', of: 'contacts', access: 'send' },
  { name: 'credits', href: '/reports/credits', of: 'reports', access: 'read' },
  { name: 'exports', href: '/reports/exports', of: 'reports', access: 'read' },
] as const satisfies readonly (Jump & { of: 'messages' | 'contacts' | 'reports'; access: Permission })[]

/** The rooms inside the rooms, each under the words by which people from elsewhere look for it too. */
export async function jumps(role: Role): Promise<Command[]> {
  const words = await getTranslations()
  const label = ({ name }: Jump) =>
    name === 'calendar'
      ? words('messages.calendar.title')
      : name === 'credits' || name === 'exports'
        ? words(`reports.rooms.${name}`)
        : words(`contacts.rooms.${name}`)
  return [
    ...inside
      .filter(({ access }) => roleMay(role, access))
      .map((jump) => ({
        href: jump.href,
        label: label(jump),
        words: words(`nav.alsoCalled.${jump.name}`),
        kind: words(`nav.${jump.of}`),
      })),
    ...settingsRooms(role).map(({ name, href }) => ({
      href,
      label: words(`settings.rooms.${name}`),
      words: words(`nav.alsoCalled.${name}`),
      kind: words('nav.settings'),
    })),
  ]
}
