'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

type Props = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The name of before; without one a new group is made. */
  name?: string
  save: ServerAction<{ name: string }, { id: number }>
  onSaved: (id: number) => void
}

/** What a group is called. */
export function GroupNameDialog({ open, onOpenChange, name, save, onSaved }: Props) {
  const words = useTranslations('contacts.groups')
  const common = useTranslations('common')
  const form = useId()
  const { submit, pending, error, at, forget } = useSubmit(save, ({ id }) => {
    onOpenChange(false)
    onSaved(id)
  })
  const toggle = (next: boolean) => {
    onOpenChange(next)
    forget()
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void submit({ name: String(new FormData(event.currentTarget).get('name')) })
  }
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      size="sm"
      title={words(name === undefined ? 'add' : 'rename')}
      footer={
        <>
          <Button onClick={() => toggle(false)}>{common('cancel')}</Button>
          <Button type="submit" form={form} look="primary" pending={pending}>
            {words(name === undefined ? 'create' : 'rename')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={send} noValidate className="flex flex-col gap-5">
        <FormProblem error={error} fields={['name']} />
        <Field label={words('name')} error={at('name')}>
          <Input name="name" defaultValue={name} maxLength={100} autoComplete="off" required />
        </Field>
      </form>
    </Dialog>
  )
}
