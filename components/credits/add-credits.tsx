'use client'

import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog, preloadDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { showToast } from '#components/ui/toast.ts'
import { credits } from './credit-queries.ts'

type TopUp = { amount: number; note?: string }
type Credit = { balance: number }
type Props = { add: ServerAction<TopUp, Credit>; available: number }

/** Adds credits with a note, or takes some back; says first what can be spent then. */
export function AddCredits({ add, available }: Props) {
  const words = useTranslations('credits.add')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const amount = Number(typed.trim()) || 0
  const form = useId()
  const client = useQueryClient()
  const submit = useSubmit(add, ({ balance }) => {
    setOpen(false)
    void client.invalidateQueries({ queryKey: credits.key })
    showToast({ title: words('done', { count: balance }), status: 'good' })
  })
  const toggle = (next: boolean) => {
    setOpen(next)
    setTyped('')
    submit.forget()
  }
  return (
    <>
      <Button look="primary" icon={<Plus />} onPointerEnter={preloadDialog} onClick={() => toggle(true)}>
        {words('open')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={toggle}
        title={words('title')}
        footer={
          <>
            <Button onClick={() => toggle(false)}>{common('cancel')}</Button>
            <Button type="submit" form={form} look="primary" pending={submit.pending}>
              {amount < 0 ? words('submitBack', { amount: -amount }) : words('submit', { amount })}
            </Button>
          </>
        }
      >
        <TopUpForm
          id={form}
          submit={submit}
          available={available}
          typed={typed}
          amount={amount}
          onType={setTyped}
        />
      </Dialog>
    </>
  )
}

type FormProps = {
  id: string
  submit: ReturnType<typeof useSubmit<TopUp, Credit>>
  available: number
  typed: string
  amount: number
  onType: (typed: string) => void
}

function TopUpForm({ id, submit: { submit, error, at }, available, typed, amount, onType }: FormProps) {
  const words = useTranslations('credits.add')
  const format = useFormatter()
  const then = available + amount
  const tooMuch = then < 0 ? words('tooMuch', { available }) : undefined
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const note = String(new FormData(event.currentTarget).get('note')).trim()
    void submit({ amount, ...(note !== '' && { note }) })
  }
  return (
    <form id={id} onSubmit={send} noValidate className="flex flex-col gap-5">
      <FormProblem error={error} fields={['amount']} />
      <Field label={words('amount')} hint={words('amountHint')} error={at('amount') ?? tooMuch}>
        <Input
          name="amount"
          type="number"
          step="any"
          inputMode="decimal"
          value={typed}
          onChange={(event) => onType(event.target.value)}
          className="tabular max-w-48"
          required
        />
      </Field>
      <p className="tabular -mt-2 text-muted" aria-live="polite">
        {!tooMuch && words('then', { count: format.number(then, { maximumFractionDigits: 3 }) })}
      </p>
      <Field label={words('note')} hint={words('noteHint')} optional>
        <Input name="note" maxLength={500} autoComplete="off" />
      </Field>
    </form>
  )
}
