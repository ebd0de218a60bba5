'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useRef } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { showToast } from '#components/ui/toast.ts'

type NewPrice = { accountId: number; prefix: string; credits: string; day: string }
type Props = { accountId: number; set: ServerAction<NewPrice, unknown> }

/** Sets one price, from now or from a day on. */
export function PriceForm({ accountId, set }: Props) {
  const words = useTranslations('accounts.prices')
  const form = useRef<HTMLFormElement>(null)
  const { submit, pending, error, at } = useSubmit(set, () => {
    form.current?.reset()
    showToast({ title: words('saved'), status: 'good' })
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '')
    void submit({ accountId, prefix: text('prefix'), credits: text('credits'), day: text('day') })
  }
  return (
    <form ref={form} onSubmit={send} noValidate className="flex flex-col gap-3">
      <div className="grid items-start gap-4 sm:grid-cols-[1fr_1fr_1fr_auto]">
        <Field label={words('prefix')} hint={words('prefixHint')} error={at('prefix')}>
          <Input name="prefix" inputMode="tel" autoComplete="off" className="tabular" />
        </Field>
        <Field label={words('credits')} hint={words('creditsHint')} error={at('credits')}>
          <Input name="credits" inputMode="decimal" autoComplete="off" className="tabular" required />
        </Field>
        <Field label={words('from')} hint={words('fromHint')} optional error={at('validFrom') ?? at('day')}>
          <Input name="day" type="date" />
        </Field>
        <Button type="submit" pending={pending} className="sm:mt-[3.125rem]">
          {words('set')}
        </Button>
      </div>
      <FormProblem error={error} fields={['prefix', 'credits', 'day', 'validFrom']} />
    </form>
  )
}
