import { getTranslations } from 'next-intl/server'
import type { Command } from '#components/layout/command-center.tsx'
import { type Role, roleMay } from '#lib/users/rules.ts'
import { settingsRooms } from './settings/rooms.ts'

const inside = [
  { name: 'calendar', href: '/messages/calendar', label: 'messages.calendar.title', of: 'messages' },
  { name: 'groups', href: '/contacts/groups', label: 'contacts.rooms.groups', of: 'contacts' },
  { name: 'suppressed', href: '/contacts/suppressed', label: 'contacts.rooms.suppressed', of: 'contacts' },
  { name: 'import', href: '/contacts/import', label: 'contacts.rooms.import', of: 'contacts' },
  { name: 'credits', href: '/reports/credits', label: 'reports.rooms.credits', of: 'reports' },
  { name: 'exports', href: '/reports/exports', label: 'reports.rooms.exports', of: 'reports' },
] as const

/** The rooms inside the rooms, each under the words by which people from elsewhere look for it too. */
export async function jumps(role: Role): Promise<Command[]> {
  const words = await getTranslations()
  return [
    ...inside
      .filter(({ name }) => name !== 'import' || roleMay(role, 'send'))
      .map(({ name, href, label, of }) => ({
        href,
        label: words(label),
        words: words(`nav.alsoCalled.${name}`),
        kind: words(`nav.${of}`),
      })),
    ...settingsRooms(role).map(({ name, href }) => ({
      href,
      label: words(`settings.rooms.${name}`),
      words: words(`nav.alsoCalled.${name}`),
      kind: words('nav.settings'),
    })),
  ]
}
