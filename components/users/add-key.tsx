'use client'

import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Dialog, preloadDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { RadioGroup } from '#components/ui/radio-group.tsx'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { KeyScope } from '#lib/users/rules.ts'

type NewKey = {
  name: string
  scopes: KeyScope[]
  days: number | null
  allowedAddresses: string[]
  ratePerSecond: number | null
}
type Props = { add: ServerAction<NewKey, { key: string }> }

/** Makes a key and shows it, once. */
export function AddKey({ add }: Props) {
  const words = useTranslations('users.keys')
  const common = useTranslations('common')
  const [open, setOpen] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const form = useId()
  const submit = useSubmit(add, ({ key }) => {
    setOpen(false)
    setMade(key)
  })
  const toggle = (next: boolean) => {
    setOpen(next)
    submit.forget()
  }
  return (
    <>
      <Button look="primary" icon={<Plus />} onPointerEnter={preloadDialog} onClick={() => toggle(true)}>
        {words('add.open')}
      </Button>
      <Dialog
        open={open}
        onOpenChange={toggle}
        title={words('add.title')}
        footer={
          <>
            <Button onClick={() => toggle(false)}>{common('cancel')}</Button>
            <Button type="submit" form={form} look="primary" pending={submit.pending}>
              {words('add.submit')}
            </Button>
          </>
        }
      >
        <KeyForm id={form} submit={submit} />
      </Dialog>
      <Dialog
        open={made !== null}
        onOpenChange={(next) => !next && setMade(null)}
        title={words('made.title')}
        description={words('made.description')}
        footer={
          <Button look="primary" onClick={() => setMade(null)}>
            {common('done')}
          </Button>
        }
      >
        <div className="flex flex-col gap-3">
          {made && <CodeBlock label={words('made.title')} code={made} />}
          <p className="text-sm text-muted">{words('made.use')}</p>
          {made && <CodeBlock label={words('made.use')} code={`x-api-key: ${made}`} />}
        </div>
      </Dialog>
    </>
  )
}

const lives = ['never', '30', '90', '365'] as const

type FormProps = { id: string; submit: ReturnType<typeof useSubmit<NewKey, { key: string }>> }

function KeyForm({ id, submit: { submit, error, at } }: FormProps) {
  const words = useTranslations('users.keys')
  const [scope, setScope] = useState<KeyScope>('sms:send')
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const days = String(data.get('days'))
    const lines = String(data.get('networks')).split(/[\s,]+/)
    void submit({
      name: String(data.get('name')),
      scopes: [scope],
      days: days === 'never' ? null : Number(days),
      allowedAddresses: lines.filter((line) => line !== ''),
      ratePerSecond: data.get('rate') ? Number(data.get('rate')) : null,
    })
  }
  return (
    <form id={id} onSubmit={send} noValidate className="flex flex-col gap-5">
      <FormProblem error={error} fields={['name', 'allowedAddresses', 'ratePerSecond']} />
      <Field label={words('add.name')} hint={words('add.nameHint')} error={at('name')}>
        <Input name="name" autoComplete="off" maxLength={100} required />
      </Field>
      <RadioGroup
        label={words('scope.label')}
        value={scope}
        onValueChange={setScope}
        options={[
          { value: 'sms:send', label: words('scope.send'), hint: words('scope.sendHint') },
          { value: 'sms:read', label: words('scope.read'), hint: words('scope.readHint') },
          { value: '*', label: words('scope.all'), hint: words('scope.allHint') },
        ]}
      />
      <Field label={words('add.expires')}>
        <Select
          name="days"
          defaultValue="never"
          options={lives.map((days) => ({
            value: days,
            label: days === 'never' ? words('add.never') : words('add.days', { days: Number(days) }),
          }))}
        />
      </Field>
      <Field
        label={words('add.networks')}
        hint={words('add.networksHint')}
        optional
        error={at('allowedAddresses')}
      >
        <Textarea
          name="networks"
          minRows={2}
          autoComplete="off"
          spellCheck={false}
          className="font-mono text-xs"
        />
      </Field>
      <Field label={words('add.rate')} hint={words('add.rateHint')} optional error={at('ratePerSecond')}>
        <Input name="rate" inputMode="numeric" autoComplete="off" maxLength={5} className="max-w-32" />
      </Field>
    </form>
  )
}
