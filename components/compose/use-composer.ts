'use client'

import { useQuery } from '@tanstack/react-query'
import { useTimeZone, useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { leavingTime } from '#components/schedule/schedule.ts'
import { useServerClock } from '#components/schedule/use-server-clock.ts'
import { audienceOf, isTooLarge, namesOf } from './audience-source.ts'
import { choices } from './compose-queries.ts'
import type {
  Audience,
  ComposeActions,
  Failure,
  PriceInput,
  ReachInput,
  SenderChoice,
  SendLimits,
} from './compose-types.ts'
import type { Draft, DraftChange } from './draft.ts'
import { windowChosen } from './leaving-options.ts'
import { mainReason, type Place, sentenceAt } from './problems.ts'
import { type TextFacts, textFacts } from './text-facts.ts'
import { useAnswer } from './use-answer.ts'
import { useDraft } from './use-draft.ts'
import { usePeople } from './use-people.ts'
import { placesOf } from './waiting-places.ts'

/** People from which a list is long: the figures then wait for a longer pause. */
const LONG_LIST = 10_000
const NO_NAMES: readonly string[] = []

type Options = {
  userId: number
  senders: readonly SenderChoice[]
  limits: SendLimits
  /** What a former message was made of. */
  initial: DraftChange | null
  actions: ComposeActions
}

export type Composer = ReturnType<typeof useComposer>

/** Everything that the steps show: the draft, what is known of it here, and what the server says about it. */
export function useComposer({ userId, senders, limits, initial, actions }: Options) {
  const ownZone = useTimeZone() ?? 'UTC'
  const draftState = useDraft(userId, initial)
  const { draft } = draftState
  const { text, values } = draft
  const sender = senders.find(({ id }) => id === draft.sender) ?? (senders[0] as SenderChoice)

  const reached = useReached(draft, sender, actions)
  const { reach, audience, delay, names, people } = reached
  const facts = useFacts({ text, values, own: people.person?.variables, names, sender })
  // Whose own values make it too long is left out; the text is too long when it is so for everybody.
  const bare = useFacts({ text, values, own: undefined, names, sender })
  const isTooLong = textIsTooLong(bare, sender)

  const isReachable = (audience.value?.valid ?? 0) > 0
  const isWhole = !facts.isEmpty && !isTooLong && facts.missing.length === 0 && !facts.hasNameless
  const priceInput = useMemo(
    (): PriceInput | null => (reach && isReachable && isWhole ? { ...reach, text, values } : null),
    [reach, isReachable, isWhole, text, values],
  )
  const price = useAnswer(actions.price, priceInput, delay)

  const { schedule } = draft
  const now = useServerClock(price.value?.now ?? audience.value?.now, schedule.later)
  const leaving = useMemo(() => leavingTime(schedule, ownZone, now), [schedule, ownZone, now])
  const leavesAt = leaving.kind === 'now' ? now : leaving.at
  const quiet = limits.quietHoursDashboard && !sender.silent
  const { options } = draft
  const sendWindow = useMemo(() => windowChosen(options, quiet), [options, quiet])
  const places = useMemo(
    () => (price.value && sendWindow ? placesOf(price.value, sendWindow, leavesAt) : []),
    [price.value, sendWindow, leavesAt],
  )
  const [refused, setRefused] = useState<{ failure: Failure; confirmation: string } | null>(null)
  // A refusal is about what was confirmed; whoever changes that has answered it.
  const refusal = refused?.confirmation === draft.confirmation ? refused.failure : null

  /** The message that is being planned after the press of the button. */
  const [planning, setPlanning] = useState<string | null>(null)

  const failures = [audience.failure, price.failure, refusal]
  const sentence = useSentences({ failures, draft, audience: audience.value, sender, isTooLong })
  return {
    ...draftState,
    senders,
    limits,
    sender,
    facts,
    ...reached,
    price,
    priceInput,
    leaving,
    leavesAt,
    quiet,
    sendWindow,
    places,
    ownZone,
    now,
    refusal,
    refuse: (failure: Failure) => setRefused({ failure, confirmation: draft.confirmation }),
    planning,
    setPlanning,
    failures,
    isTooLong,
    /** Whether the text could be sent as it stands. */
    isWhole,
    sentence,
    askCount: actions.count,
  }
}

/** Who was chosen, who of them can be reached, and one of these after another. */
function useReached(draft: Draft, sender: SenderChoice, actions: ComposeActions) {
  const reach = useReach(draft, sender)
  const [isLong, setLong] = useState(false)
  const delay = isLong ? 900 : 300
  const audience = useAnswer(actions.checkAudience, reach, delay)
  const total = audience.value?.total ?? 0
  if (total > LONG_LIST !== isLong) setLong(!isLong)
  const names = useNames(draft)
  const people = usePeople(actions.listPeople, reach, names, audience.value?.valid ?? 0)
  /** `names`: by which the text can say something of each person. */
  return { reach, audience, delay, names, people }
}

/** The audience and the sender, the same object as long as they mean the same. */
function useReach(draft: Draft, { value, accountId }: SenderChoice): ReachInput | null {
  const { from, numbers, file, groupIds, exclude } = draft
  return useMemo(() => {
    const audience = audienceOf({ from, numbers, file, groupIds, exclude })
    return audience && { ...audience, sender: value, accountId }
  }, [from, numbers, file, groupIds, exclude, value, accountId])
}

/** What the file's columns or the groups' people have to say. */
function useNames({ from, file, groupIds }: Draft): readonly string[] {
  const { data } = useQuery({
    ...choices.values(groupIds),
    enabled: from === 'groups' && groupIds.length > 0,
  })
  return useMemo(() => {
    if (from === 'groups') return data?.names ?? NO_NAMES
    return from === 'file' && file ? namesOf(file).slice(0, 100) : NO_NAMES
  }, [from, file, data])
}

type FactsOptions = {
  text: string
  values: Record<string, string>
  /** Of the person who is shown. */
  own: Record<string, string> | undefined
  names: readonly string[]
  sender: SenderChoice
}

/** The text as the shown person gets it; a value that people bring along is not missing, whoever lacks it is left out. */
function useFacts({ text, values, own, names, sender }: FactsOptions): TextFacts {
  return useMemo(() => {
    const facts = textFacts(text, own ? { ...values, ...own } : values, sender)
    return { ...facts, missing: facts.missing.filter((name) => !names.includes(name)) }
  }, [text, values, own, names, sender])
}

/** A text whose values are still missing may yet become longer, but never shorter. */
const textIsTooLong = ({ count, length }: TextFacts, { maxCharacters, maxParts }: SenderChoice): boolean =>
  count.parts > maxParts || (maxCharacters !== null && length > maxCharacters)

type SentenceOptions = {
  failures: readonly (Failure | null)[]
  draft: Draft
  audience: Audience | null
  sender: SenderChoice
  isTooLong: boolean
}

/** What is wrong at a place, in a sentence: what is seen here first, then what the server says. */
function useSentences({ failures, draft, audience, sender, isTooLong }: SentenceOptions) {
  const words = useTranslations('compose.problems')
  return (place: Place): string | undefined => {
    if (place === 'numbers' && isTooLarge(draft)) return words('tooManyNumbers')
    if (place === 'text' && isTooLong)
      return words('textTooLong', { characters: sender.maxCharacters ?? 0, parts: sender.maxParts })
    const told = failures.map((failure) => sentenceAt(place, failure)).find((text) => text !== undefined)
    if (told) return told
    if (place === 'numbers' && audience && audience.total > 0 && audience.valid === 0)
      return words(mainReason(audience.reasons) === 'NO_PRICE' ? 'noPrice' : 'nobody')
    return undefined
  }
}
