'use client'

import { useState } from 'react'

/**
 * Whether something that floats has been asked for yet. What floats is loaded at that moment and not with the page: it
 * weighs more than all the rest, and most pages are left without opening any of it.
 */
export function useOnceOpen(open: boolean): boolean {
  const [wanted, setWanted] = useState(open)
  if (open && !wanted) setWanted(true)
  return wanted
}
