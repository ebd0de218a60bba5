'use client'

import { useTranslations } from 'next-intl'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ForeignCharacter } from '#lib/sms/advice.ts'
import { PART_LIMITS } from '#lib/sms/parts.ts'
import { isScript, type TextFacts } from './text-facts.ts'

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
  const c = () => name.list(foreign)
  if (!replaced || replaced.replacedCount.encoding === 'ucs2')
    return (
      <p className="text-sm text-muted">
        {words.rich(isScript(facts) ? 'script' : 'needed', {
          c,
          room: PART_LIMITS.ucs2.single,
          count: foreign.length,
        })}
      </p>
    )
  return (
    <Notice status="doubtful">
      <p>
        {replaced.savedParts > 0
          ? words.rich('dear', {
              c,
              count: foreign.length,
              parts: count.parts,
              instead: replaced.replacedCount.parts,
            })
          : words.rich('narrow', {
              c,
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
  /** What cannot be seen is called by its number. */
  const one = ({ character, codePoints, kind }: ForeignCharacter) =>
    kind === 'invisible' || kind === 'space' ? codePoints : character
  const list = (foreign: readonly ForeignCharacter[]) => {
    const rest = foreign.length - NAMED
    return (
      <>
        {foreign.slice(0, NAMED).map((each) => (
          <Sign key={each.character}>{one(each)}</Sign>
        ))}
        {rest > 0 && words('others', { count: rest })}
      </>
    )
  }
  const change = (foreign: ForeignCharacter) => {
    const { replacement } = foreign
    const sign = () => <Sign>{one(foreign)}</Sign>
    if (!replacement) return words.rich('remove', { c: sign })
    const names: Record<string, string> = { ' ': words('space'), '\n': words('lineBreak') }
    return words.rich('replace', { c: sign, by: () => names[replacement] ?? <Sign>{replacement}</Sign> })
  }
  return { list, change }
}

/** A character that must not be taken for one of the sentence around it. */
function Sign({ children }: { children: string }) {
  return (
    <code className="mr-1 inline-block min-w-5 rounded-sm bg-chosen px-1 text-center text-sm text-ink [font-family:ui-monospace,monospace,var(--font-ui)] last:mr-0">
      {children}
    </code>
  )
}
