'use client'

import { Ban } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, preloadDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { SuppressionReason } from '#lib/contacts/rules.ts'
import type { AddedSuppressions, NewSuppressions } from '#lib/contacts/schema-suppressions.ts'
import { splitPasted } from '#lib/sms/pasted-numbers.ts'
import { RefusedNumbers } from './refused-numbers.tsx'

/** What a person may say by hand; `imported` is for lists. */
const reasons = ['manual', 'opt_out', 'blocked'] as const satisfies readonly SuppressionReason[]

export type SenderOption = { value: string; label: string }
export type StopAction = ServerAction<NewSuppressions, AddedSuppressions>

type Props = {
  /** Whose texts are stopped; without one, numbers are asked for. */
  msisdn?: string
  senders: readonly SenderOption[]
  stop: StopAction
  look?: 'primary' | 'caution'
}

/** Stops texts to people: which numbers, from whom, and why. */
export function StopDialog({ msisdn, senders, stop, look = 'primary' }: Props) {
  const words = useTranslations('contacts.stop')
  const common = useTranslations('common')
  const form = useId()
  const [open, setOpen] = useState(false)
  const [refused, setRefused] = useState<AddedSuppressions['refused']>([])
  const { submit, pending, error, at, forget } = useSubmit(stop, (done) => {
    showToast({ title: words('done', { added: done.added, already: done.already }), status: 'good' })
    setRefused(done.refused)
    if (done.refused.length === 0) setOpen(false)
  })
  const toggle = (next: boolean) => {
    setOpen(next)
    setRefused([])
    forget()
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '').trim()
    void submit({
      msisdns: msisdn ? [msisdn] : [...splitPasted(text('numbers'))].map(({ raw }) => raw),
      reason: text('reason') as SuppressionReason,
      note: text('note'),
      ...(text('sender') !== '' && { senderId: Number(text('sender')) }),
    })
  }
  return (
    <>
      <Button look={look} icon={<Ban />} onPointerEnter={preloadDialog} onClick={() => toggle(true)}>
        {words(msisdn ? 'openOne' : 'open')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={toggle}
        title={words(msisdn ? 'titleOne' : 'title')}
        description={words('description')}
        footer={
          <>
            <Button onClick={() => toggle(false)}>{common('cancel')}</Button>
            <Button type="submit" form={form} look="primary" pending={pending}>
              {words('submit')}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={send} noValidate className="flex flex-col gap-5">
          <FormProblem error={error} fields={['note', 'msisdns']} />
          <RefusedNumbers refused={refused} />
          {!msisdn && (
            <Field label={words('numbers')} hint={words('numbersHint')} error={at('msisdns')}>
              <Textarea name="numbers" minRows={4} inputMode="tel" autoComplete="off" />
            </Field>
          )}
          <Field label={words('reason')}>
            <Select
              name="reason"
              defaultValue="manual"
              options={reasons.map((value) => ({ value, label: words(`reasons.${value}`) }))}
            />
          </Field>
          <Field label={words('sender')} hint={words('senderHint')}>
            <Select
              name="sender"
              defaultValue=""
              options={[{ value: '', label: words('everySender') }, ...senders]}
            />
          </Field>
          <Field label={words('note')} optional error={at('note')}>
            <Input name="note" maxLength={500} autoComplete="off" />
          </Field>
        </form>
      </Dialog>
    </>
  )
}
