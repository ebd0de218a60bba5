'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { ConversationDetail } from '#lib/inbox/schema.ts'
import { inbox } from './inbox-queries.ts'

type One = { id: number }
export type WishActions = {
  stop: ServerAction<One, unknown>
  allow: ServerAction<One & { reason: string }, unknown>
}
type Props = { conversation: ConversationDetail; who: string; actions: WishActions }

/** That nobody may text this number, why and since when; and the way back, which a person goes and gives a reason for. */
export function Stopped({ conversation, who, actions }: Props) {
  const words = useTranslations('inbox.wish')
  const [asking, setAsking] = useState(false)
  const { suppression } = conversation
  if (!suppression) return null
  return (
    <Notice
      status="bad"
      title={words(`stopped.${suppression.reason}`)}
      action={
        <Button size="sm" onClick={() => setAsking(true)}>
          {words('allow')}
        </Button>
      }
    >
      {words.rich('since', {
        by: suppression.by ?? 'none',
        time: () => <RelativeTime at={suppression.since} />,
      })}
      {asking && (
        <Allow id={conversation.id} who={who} allow={actions.allow} close={() => setAsking(false)} />
      )}
    </Notice>
  )
}

type AllowProps = One & { who: string; allow: WishActions['allow']; close: () => void }

function Allow({ id, who, allow, close }: AllowProps) {
  const words = useTranslations('inbox.wish')
  const [reason, setReason] = useState('')
  const { submit, error, at } = useReread(allow, words('allowed', { who }))
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={words('allowTitle', { who })}
      description={words('allowText')}
      confirmLabel={words('allow')}
      onConfirm={() => submit({ id, reason })}
    >
      <Field label={words('reason')} hint={words('reasonHint')} error={at('reason')}>
        <Input value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <FormProblem error={error} fields={['reason']} />
    </ConfirmDialog>
  )
}

type StopProps = One & { who: string; stop: WishActions['stop']; close: () => void }

/** Asks before texts to somebody are stopped. */
export function StopQuestion({ id, who, stop, close }: StopProps) {
  const words = useTranslations('inbox.wish')
  const { submit, error } = useReread(stop, words('stoppedNow', { who }))
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={words('stopTitle', { who })}
      description={words('stopText')}
      confirmLabel={words('stop')}
      danger
      onConfirm={() => submit({ id })}
    >
      <FormProblem error={error} />
    </ConfirmDialog>
  )
}

/** After the change it is said, and the conversation is read again. */
function useReread<Input>(action: ServerAction<Input, unknown>, done: string) {
  const client = useQueryClient()
  return useSubmit(action, () => {
    showToast({ title: done, status: 'good' })
    void client.invalidateQueries({ queryKey: inbox.key })
  })
}
