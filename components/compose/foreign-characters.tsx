'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ForeignCharacter } from '#lib/sms/advice.ts'
import { PART_LIMITS } from '#lib/sms/parts.ts'
import type { TextFacts } from './text-facts.ts'

type ForeignCharactersProps = {
  facts: TextFacts
  /** Without a list all are replaced that can be. */
  onReplace: (only?: readonly string[]) => void
}

/** Characters that are named one by one; the others are only counted. */
const NAMED = 6

/** Names what makes the text Unicode and what that costs, with a press for each way out. */
export function ForeignCharacters({ facts, onReplace }: ForeignCharactersProps) {
  const words = useTranslations('compose.foreign')
  const name = useCharacterNames()
  const { foreign, replaced, count } = facts
  if (foreign.length === 0) return null
  const replaceable = foreign.filter(({ replacement }) => replacement !== null)
  const characters = name.list(foreign)
  if (!replaced || replaced.replacedCount.encoding === 'ucs2')
    return (
      <p className="text-sm text-muted">
        {words('needed', { characters, room: PART_LIMITS.ucs2.single, count: foreign.length })}
      </p>
    )
  return (
    <Notice status="doubtful">
      <p>
        {replaced.savedParts > 0
          ? words('dear', {
              characters,
              count: foreign.length,
              parts: count.parts,
              instead: replaced.replacedCount.parts,
            })
          : words('narrow', {
              characters,
              count: foreign.length,
              room: PART_LIMITS.ucs2.single,
              instead: PART_LIMITS.gsm.single,
            })}
      </p>
      <div className="mt-2 flex flex-wrap gap-1.5">
        {replaceable.length > 1 && (
          <Button size="sm" onClick={() => onReplace()}>
            {words('replaceAll')}
          </Button>
        )}
        {replaceable.slice(0, NAMED).map((one) => (
          <Button key={one.character} size="sm" onClick={() => onReplace([one.character])}>
            {name.change(one)}
          </Button>
        ))}
      </div>
    </Notice>
  )
}

function useCharacterNames() {
  const words = useTranslations('compose.foreign')
  const format = useFormatter()
  /** What cannot be seen is called by its number. */
  const one = ({ character, codePoints, kind }: ForeignCharacter) =>
    kind === 'invisible' || kind === 'space' ? words('hidden', { codePoints }) : character
  const list = (foreign: readonly ForeignCharacter[]) => {
    const named = foreign.slice(0, NAMED).map(one)
    const rest = foreign.length - named.length
    return format.list(rest > 0 ? [...named, words('others', { count: rest })] : named)
  }
  const change = (foreign: ForeignCharacter) => {
    const { replacement } = foreign
    if (!replacement) return words('remove', { character: one(foreign) })
    const shown =
      replacement === ' ' ? words('space') : replacement === '\n' ? words('lineBreak') : replacement
    return words('replace', { character: one(foreign), replacement: shown })
  }
  return { list, change }
}
