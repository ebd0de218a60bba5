'use client'

import { usePathname } from 'next/navigation'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { liesIn } from './lies-in.ts'

type Room = { href: string; label: string }

/** The rooms inside a part of the product. Where one lies in another, the inner one is the present one. */
export function RoomTabs({ label, rooms }: { label: string; rooms: readonly Room[] }) {
  const path = usePathname()
  const [current] = rooms
    .map(({ href }) => href)
    .filter((href) => liesIn(path, href))
    .sort((a, b) => b.length - a.length)
  return (
    <LinkTabs
      label={label}
      tabs={rooms.map((room) => ({ ...room, current: room.href === current }))}
      className="-mt-2 mb-6"
    />
  )
}
