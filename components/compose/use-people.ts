'use client'

import { useMemo, useState } from 'react'
import type { ComposeActions, ReachInput, ShownPerson } from './compose-types.ts'
import { useAnswer } from './use-answer.ts'

/** People that are fetched together. */
const PAGE = 20

export type People = {
  /** Whose message is shown; null while nobody is known. */
  person: ShownPerson | null
  /** How many there are. */
  count: number
  /** To the one before or after. */
  move: (by: number) => void
}

/** The people who can be reached, one at a time, each with what their row says of them under these names. */
export function usePeople(
  listPeople: ComposeActions['listPeople'],
  reach: ReachInput | null,
  names: readonly string[],
  count: number,
): People {
  const [wanted, setWanted] = useState(0)
  const place = Math.max(0, Math.min(wanted, count - 1))
  const skip = Math.floor(place / PAGE) * PAGE
  const isAnybody = count > 0
  const input = useMemo(
    () => (reach && isAnybody ? { ...reach, names: [...names], skip, limit: PAGE } : null),
    [reach, isAnybody, names, skip],
  )
  const { value } = useAnswer(listPeople, input, 0)
  const person = value?.people.find((one) => one.place === place) ?? value?.people[0] ?? null
  const move = (by: number) => setWanted(Math.max(0, Math.min(place + by, count - 1)))
  return { person, count, move }
}
