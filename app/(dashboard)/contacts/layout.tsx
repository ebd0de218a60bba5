import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { RoomTabs } from '#components/layout/room-tabs.tsx'
import { currentUser } from '#lib/http/session.ts'
import { roleMay } from '#lib/users/rules.ts'

const rooms = [
  { name: 'people', href: '/contacts', access: 'read' },
  { name: 'groups', href: '/contacts/groups', access: 'read' },
  { name: 'suppressed', href: '/contacts/suppressed', access: 'read' },
  { name: 'import', href: '/contacts/import', access: 'send' },
] as const

/** People, the lists they are on, and who must not be texted; each page checks by itself who may enter. */
export default async function ContactsLayout({ children }: { children: ReactNode }) {
  const { user } = await currentUser()
  const words = await getTranslations('contacts.rooms')
  const open = rooms.filter(({ access }) => roleMay(user.role, access))
  return (
    <>
      <RoomTabs label={words('label')} rooms={open.map(({ name, href }) => ({ href, label: words(name) }))} />
      {children}
    </>
  )
}
