'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import { isPossible } from '#components/schedule/schedule.ts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { ComposeActions, SenderChoice, SendLimits } from './compose-types.ts'
import type { DraftChange } from './draft.ts'
import { isSound } from './leaving-options.ts'
import { PersonSteps } from './person-steps.tsx'
import { PhonePreview } from './phone-preview.tsx'
import { isSignedOut } from './problems.ts'
import { Step, type StepState } from './step.tsx'
import { StepReview } from './step-review.tsx'
import { StepSenderAndTime } from './step-sender-and-time.tsx'
import { StepWhat } from './step-what.tsx'
import { StepWho } from './step-who.tsx'
import { SummaryAside, SummaryBar } from './summary.tsx'
import { type Composer as ComposerState, useComposer } from './use-composer.ts'

type ComposerProps = {
  /** Whose draft it is; another person on the same device does not see it. */
  userId: number
  /** At least one. */
  senders: readonly SenderChoice[]
  limits: SendLimits
  /** What a former message was made of, to begin with; null begins with the draft that lies here. */
  initial: DraftChange | null
  actions: ComposeActions
}

/** A message from the first number to the last press: four steps on one page, the summary always in sight. */
export function Composer({ actions, ...given }: ComposerProps) {
  const composer = useComposer({ ...given, actions })
  const states = useStepStates(composer)
  useTellFrame(composer.failures.some(isSignedOut))
  return (
    <div className="flex gap-12">
      <div className="min-w-0 max-w-form flex-1">
        <div className="mb-4 flex flex-col gap-3 empty:hidden">
          <Restored composer={composer} />
        </div>
        <div>
          <Steps composer={composer} states={states} confirm={actions.confirm} />
        </div>
        <SummaryBar composer={composer} reviewIsOpen={states.review !== 'locked'} />
      </div>
      <aside className="max-lg:hidden">
        <div className="sticky top-[calc(var(--top-height)+1.5rem)] flex w-72 flex-col gap-5">
          <SummaryAside composer={composer} />
          <div className="flex flex-col gap-2">
            <PhonePreview facts={composer.facts} sender={composer.sender.value} />
            <PersonSteps people={composer.people} counted={composer.draft.from === 'groups'} />
          </div>
        </div>
      </aside>
    </div>
  )
}

type States = Record<'who' | 'what' | 'when' | 'review', StepState>

function Steps(props: { composer: ComposerState; states: States; confirm: ComposeActions['confirm'] }) {
  const { composer, states, confirm } = props
  const words = useTranslations('compose.steps')
  const { draft, change, sentence, facts, sender } = composer
  const { from, numbers, file, groupIds, exclude } = draft
  const people = useMemo(
    () => ({ from, numbers, file, groupIds, exclude }),
    [from, numbers, file, groupIds, exclude],
  )
  return (
    <>
      <Step anchor="who" number={1} title={words('who')} state={states.who}>
        <StepWho
          draft={people}
          onChange={change}
          reach={composer.reach}
          audience={composer.audience}
          error={sentence('numbers')}
          country={sender.country}
        />
      </Step>
      <Step anchor="what" number={2} title={words('what')} state={states.what}>
        <StepWhat
          text={draft.text}
          values={draft.values}
          facts={facts}
          onChange={change}
          error={sentence('text')}
          valuesError={sentence('values')}
          sender={sender.value}
          names={composer.names}
          people={composer.people}
          price={composer.price.value}
          counted={draft.from === 'groups'}
        />
      </Step>
      <Step anchor="when" number={3} title={words('when')} state={states.when}>
        <StepSenderAndTime
          senders={composer.senders}
          sender={sender}
          count={facts.count}
          textLength={facts.length}
          schedule={draft.schedule}
          leaving={composer.leaving}
          ownZone={composer.ownZone}
          now={composer.now}
          onChange={change}
          options={draft.options}
          quiet={composer.quiet}
          places={composer.places}
          leavesAt={composer.leavesAt}
          senderError={sentence('sender')}
          timeError={sentence('time')}
        />
      </Step>
      <Step anchor="review" number={4} title={words('review')} state={states.review}>
        <StepReview composer={composer} confirm={confirm} />
      </Step>
    </>
  )
}

/**
 * A step opens when the one before it is right, and then stays open: nothing that somebody is looking at goes away
 * because of what is changed above it. Whether it may be sent is the button's business.
 */
function useStepStates({
  audience,
  facts,
  isTooLong,
  isWhole,
  leaving,
  draft,
  sentence,
}: ComposerState): States {
  const [opened, setOpened] = useState(1)
  const whoIsRight = (audience.value?.valid ?? 0) > 0 && !sentence('numbers')
  const whatIsRight = !facts.isEmpty && !isTooLong && !sentence('text')
  const whenIsRight =
    isPossible(leaving) && isSound(draft.options) && !sentence('sender') && !sentence('time')
  const reached = !whoIsRight ? 1 : !whatIsRight ? 2 : !whenIsRight ? 3 : 4
  if (reached > opened) setOpened(reached)
  const open = Math.max(opened, reached)
  const state = (step: number, isRight: boolean): StepState =>
    step > open ? 'locked' : isRight ? 'done' : 'open'
  return {
    who: state(1, whoIsRight),
    what: state(2, whatIsRight && isWhole && !sentence('values')),
    when: state(3, whenIsRight),
    review: state(4, false),
  }
}

/** The frame says at the head of the page that a session has ended when it reads something live, so it is made to. */
function useTellFrame(isOut: boolean): void {
  const client = useQueryClient()
  useEffect(() => {
    if (isOut) void client.invalidateQueries()
  }, [isOut, client])
}

function Restored({ composer: { restoredAt, startAfresh } }: { composer: ComposerState }) {
  const words = useTranslations('compose.draft')
  if (!restoredAt) return null
  return (
    <Notice
      status="waiting"
      action={
        <Button size="sm" onClick={startAfresh}>
          {words('startAfresh')}
        </Button>
      }
    >
      {words.rich('restored', { time: () => <RelativeTime at={restoredAt} /> })}
    </Notice>
  )
}
