'use client'

import { usePathname } from 'next/navigation'
import { LinkTabs } from '#components/ui/link-tabs.tsx'

type Room = { href: string; label: string }

/** The rooms inside Settings. */
export function SettingsTabs({ label, rooms }: { label: string; rooms: readonly Room[] }) {
  const path = usePathname()
  return (
    <LinkTabs
      label={label}
      tabs={rooms.map((room) => ({
        ...room,
        current: path === room.href || path.startsWith(`${room.href}/`),
      }))}
      className="-mt-2 mb-6"
    />
  )
}
