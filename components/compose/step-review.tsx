'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Count } from '#components/ui/figures.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { needsApproval } from '#lib/messages/rules.ts'
import type { ComposeActions, Price } from './compose-types.ts'
import { DearestRows, differs, FirstExample } from './examples.tsx'
import { LeftOut } from './left-out.tsx'
import { NoAnswer } from './no-answer.tsx'
import { Planning } from './planning.tsx'
import { PriceTable } from './price-table.tsx'
import { ProviderCount } from './provider-count.tsx'
import { Refusal } from './refusal.tsx'
import { SendButton } from './send-button.tsx'
import { goToStep } from './step.tsx'
import { TestDialog } from './test-dialog.tsx'
import type { TextFacts } from './text-facts.ts'
import type { Composer } from './use-composer.ts'
import { useLeavingFacts } from './use-leaving-facts.tsx'
import { useReasons } from './use-reasons.ts'
import { useWhen } from './use-when.ts'

type StepReviewProps = { composer: Composer; confirm: ComposeActions['confirm'] }

/** Step 4: what will happen, what it costs, what can still be undone, and the button that does it. */
export function StepReview({ composer, confirm }: StepReviewProps) {
  const words = useTranslations('compose.review')
  const { price, facts } = composer
  const [tests, setTests] = useState(false)
  return (
    <>
      {price.value ? <Facts composer={composer} price={price.value} /> : <StillOpen composer={composer} />}
      {price.failure === 'no-answer' && <NoAnswer onRetry={price.askAgain} />}
      <Shortage composer={composer} />
      <Refusal composer={composer} />
      {composer.planning && <Planning uuid={composer.planning} />}
      <div className="flex flex-wrap items-center gap-3 max-sm:flex-col max-sm:items-stretch">
        <Button
          onClick={() => setTests(true)}
          aria-disabled={facts.isEmpty || undefined}
          className="max-sm:order-2"
        >
          {words('test')}
        </Button>
        <SendButton composer={composer} confirm={confirm} />
      </div>
      <TestDialog open={tests} onOpenChange={setTests} composer={composer} confirm={confirm} />
    </>
  )
}

function Facts({ composer, price }: { composer: Composer; price: Price }) {
  const words = useTranslations('compose.review')
  const shared = useTranslations('common')
  const when = useWhen(composer)
  const reasons = useReasons(price)
  const leavingFacts = useLeavingFacts(composer)
  const counted = composer.draft.from === 'groups'
  const { facts, people, sender, senders, leaving, limits } = composer
  const approval = needsApproval(limits, price.valid)
  const account =
    senders.some(({ accountId }) => accountId !== sender.accountId) && ` · ${sender.accountName}`
  const rows = [
    { term: words('to'), value: shared('people', { count: price.valid }) },
    ...(reasons.length > 0
      ? [{ term: words('leftOut'), value: <WhoIsLeftOut composer={composer} price={price} /> }]
      : []),
    { term: words('from'), value: `${sender.value}${account || ''}` },
    { term: words('when'), value: when.long },
    ...leavingFacts,
    {
      term: words('length'),
      value: words('each', {
        parts: price.partsEach,
        range: price.partsEach * price.valid === price.parts ? 'all' : 'most',
        unicode: price.encoding === 'ucs2' ? 'yes' : 'no',
      }),
    },
    ...(sender.counts
      ? [{ term: words('counted'), value: <ProviderCount composer={composer} text={shownText(facts)} /> }]
      : []),
    ...(facts.names.length > 0
      ? [
          {
            term: words('example'),
            value: <FirstExample text={shownText(facts)} people={people} counted={counted} />,
          },
        ]
      : []),
    { term: words('cost'), value: <PriceTable price={price} /> },
    ...(differs(price)
      ? [{ term: words('dearest'), value: <DearestRows price={price} counted={counted} /> }]
      : []),
    ...(price.credits > price.balance
      ? []
      : [
          {
            term: words('balance'),
            value: words.rich('balanceAfter', {
              before: price.balance,
              after: price.balance - price.credits,
              b: (chunk) => <strong className="font-medium">{chunk}</strong>,
            }),
          },
        ]),
    ...(approval ? [{ term: words('approval'), value: words('approvalHint') }] : []),
    {
      term: words('undo'),
      value:
        leaving.kind === 'at' || approval
          ? words('undoScheduled')
          : words('undoNow', { seconds: limits.undoSeconds }),
    },
  ]
  return <DescriptionList facts={rows} className="max-w-form" />
}

/** Only here it is known who lacks a value, or whose values make the text too long. */
function WhoIsLeftOut({ composer: { priceInput }, price }: { composer: Composer; price: Price }) {
  const reasons = useReasons(price)
  return (
    <>
      {reasons.map(({ short }) => short).join(' · ')}
      {priceInput && (
        <div className="text-left">
          <LeftOut audience={price} asked={priceInput} onRow={undefined} />
        </div>
      )}
    </>
  )
}

const shownText = ({ shown }: TextFacts): string => shown.map(({ piece }) => piece).join('')

/** The first thing that is not right yet, with the way to it. */
function StillOpen({ composer }: { composer: Composer }) {
  const words = useTranslations('compose')
  const time = useTranslations('schedule')
  const format = useFormatter()
  const { facts, sentence, leaving } = composer
  const places: [string, string | false | undefined][] = [
    ['who', sentence('numbers')],
    ['what', facts.isEmpty && words('review.noText')],
    ['what', sentence('text')],
    ['what', facts.hasNameless && words('what.nameless')],
    [
      'what',
      facts.missing.length > 0 &&
        words('review.noValue', {
          names: format.list(facts.missing.map((name) => `“${name}”`)),
          count: facts.missing.length,
        }),
    ],
    ['when', sentence('sender')],
    ['when', leaving.kind === 'past' && time('past')],
    ['when', leaving.kind === 'skipped' && time('gap')],
  ]
  const [step, text] = places.find(([, reason]) => reason) ?? []
  if (!step) return <p className="text-muted">{words('review.reckoning')}</p>
  return (
    <Notice
      status="waiting"
      action={
        <Button size="sm" onClick={() => goToStep(step)}>
          {words('problems.goThere')}
        </Button>
      }
    >
      {text}
    </Notice>
  )
}

/** Too few credits are said before anybody presses anything, with what is missing and the ways out. */
function Shortage({ composer: { price } }: { composer: Composer }) {
  const words = useTranslations('compose.review')
  const value = price.value
  if (!value || value.credits <= value.balance) return null
  return (
    <Notice status="bad" urgent title={words('shortTitle', { missing: value.credits - value.balance })}>
      {words.rich('short', {
        needed: () => <Count value={value.credits} />,
        available: () => <Count value={value.balance} />,
      })}
    </Notice>
  )
}
