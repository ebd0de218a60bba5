import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { RoomTabs } from '#components/layout/room-tabs.tsx'
import { currentUser } from '#lib/http/session.ts'
import { settingsRooms } from './rooms.ts'

/** Settings and the rooms in it; each of them checks by itself who may enter. */
export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const { user } = await currentUser()
  const words = await getTranslations('settings')
  const rooms = settingsRooms(user.role).map(({ name, href }) => ({ href, label: words(`rooms.${name}`) }))
  return (
    <>
      <RoomTabs label={words('title')} rooms={rooms} />
      {children}
    </>
  )
}
