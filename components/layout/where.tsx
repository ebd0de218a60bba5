'use client'

import { usePathname } from 'next/navigation'
import { liesIn } from './lies-in.ts'

/** The name of the room that the reader is in. */
export function Where({ rooms }: { rooms: readonly { href: string; label: string }[] }) {
  const pathname = usePathname()
  const room = rooms.find(({ href }) => liesIn(pathname, href))
  return <span className="truncate font-medium">{room?.label}</span>
}
