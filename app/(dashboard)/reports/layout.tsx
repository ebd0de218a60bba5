import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { RoomTabs } from '#components/layout/room-tabs.tsx'

/** What was spent and delivered, the money itself, and the files that were made of either. */
export default async function ReportsLayout({ children }: { children: ReactNode }) {
  const words = await getTranslations('reports')
  const rooms = [
    { href: '/reports', label: words('rooms.spend') },
    { href: '/reports/credits', label: words('rooms.credits') },
    { href: '/reports/exports', label: words('rooms.exports') },
  ]
  return (
    <>
      <RoomTabs label={words('title')} rooms={rooms} />
      {children}
    </>
  )
}
