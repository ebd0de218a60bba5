'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useState } from 'react'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { ContactView } from '#lib/contacts/schema.ts'
import { fromLines, tagsOf, toLines } from './value-lines.ts'

export type TypedContact = {
  msisdn: string
  name: string
  tags: string[]
  attributes: Record<string, string>
}

type Props<Value> = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** The person that is changed; without one a new one is added. */
  contact?: ContactView
  save: ServerAction<TypedContact, Value>
  onSaved: (value: Value) => void
}

/** What is known of a person, to be written down or changed. */
export function ContactDialog<Value>({ open, onOpenChange, contact, save, onSaved }: Props<Value>) {
  const words = useTranslations('contacts.form')
  const common = useTranslations('common')
  const form = useId()
  const [wrong, setWrong] = useState<string | null>(null)
  const { submit, pending, error, at, forget } = useSubmit(save, (value) => {
    onOpenChange(false)
    onSaved(value)
  })
  const toggle = (next: boolean) => {
    onOpenChange(next)
    setWrong(null)
    forget()
  }
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const text = (name: string) => String(data.get(name) ?? '')
    const { values, wrong: line } = fromLines(text('values'))
    setWrong(line)
    if (line !== null) return
    void submit({
      msisdn: text('msisdn'),
      name: text('name'),
      tags: tagsOf(text('tags')),
      attributes: values,
    })
  }
  const valuesProblem = wrong === null ? at('attributes') : words('valuesWrong', { line: wrong })
  return (
    <Dialog
      open={open}
      onOpenChange={toggle}
      title={words(contact ? 'change' : 'add')}
      footer={
        <>
          <Button onClick={() => toggle(false)}>{common('cancel')}</Button>
          <Button type="submit" form={form} look="primary" pending={pending}>
            {words(contact ? 'save' : 'submit')}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={send} noValidate className="flex flex-col gap-5">
        <FormProblem error={error} fields={['msisdn', 'name', 'tags', 'attributes']} />
        <Field label={words('number')} hint={words('numberHint')} error={at('msisdn')}>
          <Input name="msisdn" type="tel" autoComplete="off" defaultValue={shownNumber(contact)} required />
        </Field>
        <Field label={words('name')} optional error={at('name')}>
          <Input name="name" autoComplete="off" defaultValue={contact?.name} maxLength={200} />
        </Field>
        <Field label={words('tags')} hint={words('tagsHint')} optional error={at('tags')}>
          <Input name="tags" autoComplete="off" defaultValue={contact?.tags.join(', ')} />
        </Field>
        <Field label={words('values')} hint={words('valuesHint')} optional error={valuesProblem}>
          <Textarea name="values" defaultValue={contact && toLines(contact.attributes)} />
        </Field>
      </form>
    </Dialog>
  )
}

const shownNumber = (contact: ContactView | undefined): string | undefined =>
  contact && (contact.msisdn.length === 64 ? contact.msisdn : `+${contact.msisdn}`)
