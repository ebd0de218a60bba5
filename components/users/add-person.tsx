'use client'

import { UserPlus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, preloadDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import type { Role } from '#lib/users/rules.ts'
import { OneTimePassword } from './one-time-password.tsx'
import { RoleChoice } from './role-choice.tsx'

type NewPerson = { email: string; name: string; role: Role }
type Props = { add: ServerAction<NewPerson, { user: { email: string }; oneTimePassword: string | null }> }

/** Adds a person, who gets a password that opens once. */
export function AddPerson({ add }: Props) {
  const words = useTranslations('users')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  const [role, setRole] = useState<Role>('operator')
  const [given, setGiven] = useState<{ email: string; password: string } | null>(null)
  const form = useId()
  const { submit, pending, error, at, forget } = useSubmit(add, ({ user, oneTimePassword }) => {
    setOpen(false)
    setRole('operator')
    setGiven({ email: user.email, password: oneTimePassword ?? '' })
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    void submit({ email: String(data.get('email')), name: String(data.get('name')), role })
  }
  const toggle = (next: boolean) => {
    setOpen(next)
    forget()
  }
  return (
    <>
      <Button look="primary" icon={<UserPlus />} onPointerEnter={preloadDialog} onClick={() => toggle(true)}>
        {words('add.open')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={toggle}
        title={words('add.title')}
        description={words('add.description')}
        footer={
          <>
            <Button onClick={() => toggle(false)}>{common('cancel')}</Button>
            <Button type="submit" form={form} look="primary" pending={pending}>
              {words('add.submit')}
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={send} noValidate className="flex flex-col gap-5">
          <FormProblem error={error} fields={['email', 'name', 'role']} />
          <Field label={words('add.email')} error={at('email')}>
            <Input name="email" type="email" autoComplete="off" required />
          </Field>
          <Field label={words('add.name')} hint={words('add.nameHint')} optional error={at('name')}>
            <Input name="name" autoComplete="off" maxLength={100} />
          </Field>
          <RoleChoice value={role} onValueChange={setRole} error={at('role')} />
        </form>
      </Dialog>
      <OneTimePassword given={given} onClose={() => setGiven(null)} />
    </>
  )
}
