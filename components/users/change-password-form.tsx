'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, startTransition, useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { passwordLength } from '#lib/users/rules.ts'
import type { FormState } from './form-state.ts'
import { PasswordInput } from './password-input.tsx'

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>
  /** Where to go afterwards. */
  to: string
  /** For the browser's password store, which keeps a password with its name. */
  email: string
  /** The present password is one that was given out and works once. */
  first: boolean
  /** It was typed a moment ago to get here, and need not be again. */
  known: boolean
}

/** Works before its script has loaded, and without one. */
export function ChangePasswordForm({ action, to, email, first, known }: Props) {
  const words = useTranslations('signin.change')
  const [{ error }, submit, pending] = useActionState(action, {})
  const at = (field: string) => (error?.field === field ? error.message : undefined)
  const wrong = error?.code === 'WRONG_PASSWORD' ? words('currentWrong') : at('current')
  const isAtField = error?.field === 'current' || error?.field === 'next' || error?.field === 'repeat'
  // React empties a form that it hands to an action. What is wrong is put right where it stands: nobody has to look up
  // again the password that was printed once.
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(() => submit(form))
  }
  return (
    <form action={submit} onSubmit={send} noValidate className="flex flex-col gap-5">
      {error && !isAtField && (
        <Notice status="bad" urgent>
          {error.message}
        </Notice>
      )}
      <input type="hidden" name="to" value={to} />
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field
        label={words(first ? 'currentFirst' : 'current')}
        hint={known && words('currentKnown')}
        error={wrong}
      >
        <PasswordInput
          name="current"
          autoComplete="current-password"
          placeholder={known ? '••••-••••-••••-••••' : undefined}
          required={!known}
        />
      </Field>
      <Field label={words('next')} hint={words('nextHint', { min: passwordLength.min })} error={at('next')}>
        <PasswordInput name="next" autoComplete="new-password" autoFocus={known} required />
      </Field>
      <Field label={words('repeat')} error={at('repeat')}>
        <PasswordInput name="repeat" autoComplete="new-password" required />
      </Field>
      <Button type="submit" look="primary" pending={pending}>
        {words('submit')}
      </Button>
    </form>
  )
}
