'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { SenderAccountView } from '#lib/senders/schema.ts'

type Request = { accountId: number; value: string; purpose: string; approve: boolean }
type Props = {
  accounts: readonly SenderAccountView[]
  /** Chosen at first. */
  accountId: number
  /** A sender that is asked for again. */
  again?: { value: string; purpose: string | null }
  mayApprove: boolean
  request: ServerAction<Request, { id: number }>
}

const keyboards = { integer: 'numeric', e164: 'tel', name: 'text', text: 'text' } as const

/** Asks for a sender: what it looks like depends on the account's provider. */
export function RequestForm({ accounts, accountId, again, mayApprove, request }: Props) {
  const words = useTranslations('senders.request')
  const router = useRouter()
  const [chosen, setChosen] = useState(accountId)
  const account = accounts.find(({ id }) => id === chosen)
  const { submit, pending, error, at } = useSubmit(request, ({ id }) => router.push(`/senders/${id}`))
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    void submit({
      accountId: chosen,
      value: String(data.get('value')),
      purpose: String(data.get('purpose')),
      approve: data.get('approve') === 'true',
    })
  }
  if (!account) return null
  return (
    <form onSubmit={send} noValidate className="flex max-w-160 flex-col gap-5">
      <Field label={words('account')} error={at('accountId')}>
        <Select
          value={String(chosen)}
          onValueChange={(id) => setChosen(Number(id))}
          options={accounts.map(({ id, name }) => ({ value: String(id), label: name }))}
        />
      </Field>
      <Field
        label={words(`form.${account.form}.label`)}
        hint={words(`form.${account.form}.hint`)}
        error={at('value')}
      >
        <Input
          name="value"
          defaultValue={again?.value}
          inputMode={keyboards[account.form]}
          maxLength={40}
          autoComplete="off"
          spellCheck={false}
          required
          className="tabular max-w-72"
        />
      </Field>
      {account.lists && mayApprove && <p className="text-sm text-muted">{words('lists')}</p>}
      <Field label={words('purpose')} hint={words('purposeHint')} error={at('purpose')}>
        <Textarea
          name="purpose"
          defaultValue={again?.purpose ?? undefined}
          maxLength={1000}
          minRows={3}
          required
        />
      </Field>
      {mayApprove && (
        <Checkbox name="approve" value="true" label={words('approve')} hint={words('approveHint')} />
      )}
      <FormProblem error={error} fields={['accountId', 'value', 'purpose']} />
      <p className="text-sm text-muted">{words('documentsNext')}</p>
      <Button type="submit" look="primary" pending={pending} className="self-start max-sm:w-full">
        {words('submit')}
      </Button>
    </form>
  )
}
