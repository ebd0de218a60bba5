'use client'

import { useQuery } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { useState } from 'react'
import { newConfirmation } from '#components/confirmation.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { answered } from '#components/ui/outdated.ts'
import type { ResendActions, ResendPrice, ResendTarget } from './message-controls.ts'
import { messages } from './message-queries.ts'

export type ResendDialogProps = { target: ResendTarget; actions: ResendActions; onClose: () => void }

/** Asks with the people and the price of this moment, and only sends if they still hold. */
export function ResendQuestion({ target, actions, onClose }: ResendDialogProps) {
  const words = useTranslations('message.resend')
  const risk = useTranslations('message.doubt.again')
  const format = useFormatter()
  const router = useRouter()
  const [confirmation] = useState(newConfirmation)
  const [problem, setProblem] = useState<string | null>(null)
  const asked = useQuery({
    queryKey: [...messages.key, target.uuid, 'resend', target],
    queryFn: () => answered(actions.price(target)),
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  })
  const price = asked.data?.ok ? asked.data.value : null
  const refusal =
    asked.data?.ok === false ? asked.data.error.message : asked.data === null && words('noAnswer')
  const isReady = price !== null && price.valid > 0 && price.credits <= price.balance && !asked.isFetching

  const confirm = async (): Promise<boolean> => {
    if (!price) return false
    const expected = { people: price.valid, credits: price.credits }
    const result = await answered(actions.confirm({ ...target, confirmation, expected }))
    if (result?.ok) {
      router.push(`/messages/${result.value.uuid}`)
      return true
    }
    setProblem(
      result === null
        ? words('noAnswer')
        : result.error.field === 'expected'
          ? words('changed')
          : result.error.message,
    )
    if (result) await asked.refetch()
    return false
  }

  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={target.doubtful ? risk('title') : words('title')}
      description={target.doubtful ? risk('text') : words('text')}
      danger={target.doubtful}
      confirmLabel={
        price && price.valid > 0
          ? words('send', { people: price.valid, credits: price.credits })
          : words('sendNobody')
      }
      cancelLabel={words('no')}
      disabled={!isReady}
      phrase={price && price.valid >= price.typeNumberFrom ? format.number(price.valid) : undefined}
      onConfirm={confirm}
    >
      {refusal || problem ? (
        <Notice status="bad" urgent>
          {refusal || problem}
        </Notice>
      ) : null}
      {price ? <Figures price={price} /> : !refusal && <p role="status">{words('reckoning')}</p>}
    </ConfirmDialog>
  )
}

function Figures({ price: { total, valid, credits, balance } }: { price: ResendPrice }) {
  const words = useTranslations('message.resend')
  const format = useFormatter()
  if (valid === 0) return <Notice status="waiting">{words('nobody')}</Notice>
  const missing = Math.round((credits - balance) * 1000) / 1000
  return (
    <>
      <DescriptionList
        facts={[
          { term: words('people'), value: format.number(valid) },
          ...(total > valid
            ? [{ term: words('leftOut'), value: words('leftOutHint', { count: total - valid }) }]
            : []),
          { term: words('price'), value: words('credits', { count: credits }) },
          {
            term: words('balance'),
            value: words('balanceAfter', { after: Math.max(0, -missing), before: balance }),
          },
        ]}
      />
      {missing > 0 && <Notice status="bad">{words('short', { missing })}</Notice>}
    </>
  )
}
