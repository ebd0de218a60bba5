'use client'

import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { isPossible } from '#components/schedule/schedule.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog, preloadConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { answered } from '#components/ui/outdated.ts'
import { needsApproval } from '#lib/messages/rules.ts'
import type { ComposeActions, ConfirmInput, Price } from './compose-types.ts'
import { isSound, rateChosen, validUntil } from './leaving-options.ts'
import { Planning } from './planning.tsx'
import { Refusal } from './refusal.tsx'
import type { Composer } from './use-composer.ts'
import { useWhen } from './use-when.ts'

type SendButtonProps = { composer: Composer; confirm: ComposeActions['confirm'] }

/** Says what it does with the numbers in it, and only does it while these are the numbers that hold. */
export function SendButton({ composer, confirm }: SendButtonProps) {
  const words = useTranslations('compose.review')
  const format = useFormatter()
  const { send, isPending } = useSend(composer, confirm)
  const [asks, setAsks] = useState(false)
  const when = useWhen(composer)
  const price = composer.price.value
  if (!price) return null
  const isReady = mayBeSent(composer, price)
  const figures = { people: price.valid, credits: price.credits }
  const label = needsApproval(composer.limits, price.valid)
    ? words('handIn', figures)
    : when.short
      ? words('schedule', { ...figures, time: when.short })
      : words('send', figures)
  const press = () => {
    if (!isReady) return
    if (price.valid >= composer.limits.typeNumberFrom) setAsks(true)
    else void send(price)
  }
  return (
    <>
      <Button
        look="primary"
        pending={isPending}
        aria-disabled={!isReady || undefined}
        onPointerEnter={preloadConfirmDialog}
        onFocus={preloadConfirmDialog}
        onClick={press}
        className="tabular max-sm:order-1 max-sm:min-h-12 max-sm:py-2"
      >
        {label}
      </Button>
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        title={words('askTitle', { people: price.valid })}
        description={words('ask', { credits: price.credits, when: when.long })}
        confirmLabel={label}
        phrase={format.number(price.valid)}
        onConfirm={async () => isReady && (await send(price))}
      >
        <Refusal composer={composer} />
        {composer.planning && <Planning uuid={composer.planning} />}
      </ConfirmDialog>
    </>
  )
}

/** Nothing may be open: neither what is written nor what it costs. */
function mayBeSent({ price, audience, isWhole, leaving, draft, places }: Composer, value: Price): boolean {
  const isKnown = price.isFresh && !price.failure && audience.isFresh && !audience.failure
  return (
    isKnown &&
    isWhole &&
    isPossible(leaving) &&
    isSound(draft.options) &&
    !places.some(({ window }) => window === null) &&
    value.valid > 0 &&
    value.credits <= value.balance
  )
}

function useSend(composer: Composer, confirm: ComposeActions['confirm']) {
  const router = useRouter()
  const [isPending, start] = useTransition()
  /** False when it was refused. */
  const send = (price: Price): Promise<boolean> =>
    new Promise((done) => {
      start(async () => {
        const input = confirmInput(composer, price)
        let result = input && (await answered(confirm(input)))
        // A long list is planned for a while: it is asked again under the same confirmation what became of it.
        while (input && result?.ok && !result.value.isPlanned) {
          composer.setPlanning(result.value.uuid)
          result = await answered(confirm(input))
        }
        composer.setPlanning(null)
        done(result?.ok === true)
        if (result?.ok) {
          composer.forget()
          router.push(`/messages/${result.value.uuid}`)
          return
        }
        composer.refuse(result?.error ?? 'no-answer')
        if (result) composer.price.askAgain()
      })
    })
  return { send, isPending }
}

function confirmInput(
  { draft, reach, leaving, leavesAt, sendWindow, ownZone }: Composer,
  price: Price,
): ConfirmInput | null {
  if (!reach) return null
  return {
    ...reach,
    text: draft.text,
    values: draft.values,
    scheduledAt: leaving.kind === 'at' ? leaving.at.toISOString() : null,
    timeZone: draft.schedule.zone ?? ownZone,
    sendWindow,
    notAfter: validUntil(draft.options, leavesAt)?.toISOString() ?? null,
    ratePerSecond: rateChosen(draft.options),
    confirmation: draft.confirmation,
    atOnce: false,
    expected: { people: price.valid, credits: price.credits },
  }
}
