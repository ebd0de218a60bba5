'use client'

import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import { useSubmit } from '#components/settings/use-submit.ts'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { SenderDetailView } from '#lib/senders/schema.ts'
import type { SenderActions } from './sender-tools.tsx'

export type SenderDeed = keyof SenderActions

type Props = {
  deed: SenderDeed
  sender: SenderDetailView
  people: readonly { id: number; name: string }[]
  actions: SenderActions
  close: () => void
}

const EVERYBODY = 'everybody'

/** The question before something is done with a sender. */
export function SenderQuestion({ deed, sender, people, actions, close }: Props) {
  const words = useTranslations('senders.ask')
  const [shared, setShared] = useState<'own' | 'shared'>(sender.owner ? 'own' : 'shared')
  const [owner, setOwner] = useState(sender.owner ? String(sender.owner.id) : EVERYBODY)
  const [reason, setReason] = useState('')
  const done = () => showToast({ title: words(`${deed}.done`, { sender: sender.value }), status: 'good' })
  const approve = useSubmit(actions.approve, done)
  const reject = useSubmit(actions.reject, done)
  const withdraw = useSubmit(actions.withdraw, done)
  const share = useSubmit(actions.share, done)
  const enable = useSubmit(actions.enable, done)
  const one = { senderId: sender.id }
  const run = {
    approve: () => approve.submit({ ...one, shared: shared === 'shared' }),
    reject: () => reject.submit({ ...one, reason }),
    withdraw: () => withdraw.submit(one),
    share: () => share.submit({ ...one, ownerId: owner === EVERYBODY ? null : Number(owner) }),
    enable: () => enable.submit(one),
  }
  const { error, at } = { approve, reject, withdraw, share, enable }[deed]
  const asker = sender.owner ?? sender.requestedBy
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && close()}
      title={words(`${deed}.title`, { sender: sender.value })}
      description={words(`${deed}.description`)}
      confirmLabel={words(`${deed}.confirm`)}
      danger={deed === 'withdraw' || deed === 'reject'}
      onConfirm={run[deed]}
    >
      <div className="flex flex-col gap-4">
        {deed === 'approve' && asker && (
          <RadioGroup
            label={words('who')}
            value={shared}
            onValueChange={setShared}
            options={[
              { value: 'own', label: words('own', { name: asker.name }) },
              { value: 'shared', label: words('shared') },
            ]}
          />
        )}
        {deed === 'share' && (
          <Field label={words('who')} error={at('ownerId')}>
            <Select
              value={owner}
              onValueChange={setOwner}
              options={[
                { value: EVERYBODY, label: words('shared') },
                ...people.map(({ id, name }) => ({ value: String(id), label: words('own', { name }) })),
              ]}
            />
          </Field>
        )}
        {deed === 'reject' && (
          <Field label={words('reason')} hint={words('reasonHint')} error={at('reason')}>
            <Textarea value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
          </Field>
        )}
        <FormProblem error={error} fields={['reason', 'ownerId']} />
      </div>
    </ConfirmDialog>
  )
}
