'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import type { FormState } from './form-state.ts'
import { PasswordInput } from './password-input.tsx'

type Props = {
  action: (before: FormState, form: FormData) => Promise<FormState>
  /** Where to go afterwards. */
  next: string
  /** A sign-in elsewhere was refused and led here. */
  failed: boolean
}

/** Works before its script has loaded, and without one. */
export function SignInForm({ action, next, failed }: Props) {
  const words = useTranslations('signin')
  const [state, submit, pending] = useActionState(action, {})
  const { general, atEmail, atPassword } = useErrors(state)
  return (
    <form action={submit} noValidate className="flex flex-col gap-5">
      {(general || (failed && !state.error)) && (
        <Notice status="bad" urgent>
          {general ?? words('failed')}
        </Notice>
      )}
      <input type="hidden" name="next" value={next} />
      <Field label={words('email')} error={atEmail}>
        <Input
          // A form is emptied after its action: what was typed comes back with the answer.
          key={state.email}
          name="email"
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          defaultValue={state.email}
          required
        />
      </Field>
      <Field label={words('password')} error={atPassword} hint={words('forgotten')}>
        <PasswordInput name="password" autoComplete="current-password" required />
      </Field>
      <Button type="submit" look="primary" pending={pending}>
        {words('submit')}
      </Button>
    </form>
  )
}

function useErrors({ error }: FormState) {
  const words = useTranslations('signin')
  if (!error) return {}
  const { code, field, message, params } = error
  if (code === 'RATE_LIMITED') {
    const seconds = Number(params.seconds)
    return { general: words('throttled', { seconds, minutes: seconds < 100 ? 0 : Math.ceil(seconds / 60) }) }
  }
  if (code === 'INVALID_REQUEST' && field === 'email') return { atEmail: words('emailMissing') }
  if (code === 'INVALID_REQUEST' && field === 'password') return { atPassword: words('passwordMissing') }
  return field === 'password' ? { atPassword: message } : { general: message }
}
