'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { showToast } from '#components/ui/toast.ts'
import type { GroupView, MemberChange } from '#lib/contacts/schema.ts'
import { splitPasted } from '#lib/sms/pasted-numbers.ts'
import { RefusedNumbers } from './refused-numbers.tsx'

type Refused = { place: number; value: string; reason: string }[]
type Input = { id: number } & MemberChange
export type AddAction = ServerAction<Input, { added: number; refused: Refused }>
export type RemoveAction = ServerAction<Input, { removed: number; refused: Refused }>

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  group: GroupView
} & ({ kind: 'add'; run: AddAction } | { kind: 'takeOut'; run: RemoveAction })

/** Puts pasted numbers into a group, or takes them out; numbers that are none are named. */
export function MembersDialog({ open, onOpenChange, group, kind, run }: Props) {
  const words = useTranslations(`contacts.groups.${kind}Dialog`)
  const common = useTranslations('common')
  const form = useId()
  const [refused, setRefused] = useState<Refused>([])
  const { submit, pending, error, at, forget } = useSubmit<
    Input,
    { added?: number; removed?: number; refused: Refused }
  >(run, (done) => {
    showToast({ title: words('done', { count: done.added ?? done.removed ?? 0 }), status: 'good' })
    setRefused(done.refused)
    if (done.refused.length === 0) onOpenChange(false)
  })
  const toggle = (next: boolean) => {
    onOpenChange(next)
    setRefused([])
    forget()
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const text = String(new FormData(event.currentTarget).get('numbers'))
    void submit({ id: group.id, msisdns: [...splitPasted(text)].map(({ raw }) => raw) })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      title={words('title', { name: group.name })}
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
        <FormProblem error={error} fields={['msisdns', 'contactIds']} />
        <RefusedNumbers refused={refused} />
        <Field label={words('numbers')} hint={words('hint')} error={at('msisdns') ?? at('contactIds')}>
          <Textarea name="numbers" minRows={6} inputMode="tel" autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  )
}
