'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Count } from '#components/ui/figures.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { ComposeActions, Price } from './compose-types.ts'
import { NoAnswer } from './no-answer.tsx'
import { PriceTable } from './price-table.tsx'
import { Refusal } from './refusal.tsx'
import { SendButton } from './send-button.tsx'
import { TestDialog } from './test-dialog.tsx'
import type { Composer } from './use-composer.ts'
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
      {price.value ? (
        <Facts composer={composer} price={price.value} />
      ) : (
        <p className="text-muted">{words(facts.isEmpty ? 'noText' : 'reckoning')}</p>
      )}
      {price.failure === 'no-answer' && <NoAnswer onRetry={price.askAgain} />}
      <Shortage composer={composer} />
      <Refusal composer={composer} />
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
  const { sender, senders, leaving } = composer
  const account =
    senders.some(({ accountId }) => accountId !== sender.accountId) && ` · ${sender.accountName}`
  const facts = [
    { term: words('to'), value: shared('people', { count: price.valid }) },
    ...(reasons.length > 0
      ? [{ term: words('leftOut'), value: reasons.map(({ short }) => short).join(' · ') }]
      : []),
    { term: words('from'), value: `${sender.value}${account || ''}` },
    { term: words('when'), value: when.long },
    {
      term: words('length'),
      value: words('each', { parts: price.partsEach, unicode: price.encoding === 'ucs2' ? 'yes' : 'no' }),
    },
    { term: words('cost'), value: <PriceTable price={price} /> },
    {
      term: words('balance'),
      value: words.rich('balanceAfter', {
        before: price.balance,
        after: price.balance - price.credits,
        b: (chunk) => <strong className="font-medium">{chunk}</strong>,
      }),
    },
    { term: words('undo'), value: words(leaving.kind === 'at' ? 'undoScheduled' : 'undoNow') },
  ]
  return <DescriptionList facts={facts} className="max-w-form" />
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
