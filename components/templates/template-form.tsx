'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useMemo, useState } from 'react'
import { PhonePreview } from '#components/compose/phone-preview.tsx'
import { TextEditor } from '#components/compose/text-editor.tsx'
import { textFacts } from '#components/compose/text-facts.ts'
import { FindContact } from '#components/contacts/find-contact.tsx'
import { FormProblem } from '#components/settings/form-problem.tsx'
import type { ServerAction } from '#components/settings/server-action.ts'
import { useSubmit } from '#components/settings/use-submit.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { showToast } from '#components/ui/toast.ts'
import { contactVariables } from '#lib/contacts/rules.ts'
import type { ContactView } from '#lib/contacts/schema.ts'
import type { TemplateView } from '#lib/templates/schema.ts'

type Typed = { name: string; content: string }

type Props = {
  /** The template that is changed; without one a new one is made. */
  template?: TemplateView
  save: ServerAction<Typed, { id: number }>
}

/** A text and its name, with what it comes to, as a chosen person would get it. */
export function TemplateForm({ template, save }: Props) {
  const words = useTranslations('templates')
  const router = useRouter()
  const [text, setText] = useState(template?.content ?? '')
  const [person, setPerson] = useState<ContactView | null>(null)
  const values = useMemo(() => (person ? contactVariables(person) : {}), [person])
  const facts = useMemo(() => textFacts(text, values), [text, values])
  const { submit, pending, error, at } = useSubmit(save, ({ id }) => {
    showToast({ title: words(template ? 'saved' : 'created'), status: 'good' })
    if (!template) router.push(`/templates/${id}`)
  })
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void submit({ name: String(new FormData(event.currentTarget).get('name')), content: text })
  }
  return (
    <div className="flex gap-12 max-lg:flex-col max-lg:gap-8">
      <form onSubmit={send} noValidate className="flex min-w-0 max-w-form flex-1 flex-col gap-5">
        <FormProblem error={error} fields={['name', 'content']} />
        <Field label={words('name')} hint={words('nameHint')} error={at('name')}>
          <Input name="name" defaultValue={template?.name} maxLength={100} autoComplete="off" required />
        </Field>
        <TextEditor
          text={text}
          values={values}
          facts={facts}
          onChange={(change) => setText(change.text)}
          error={at('content')}
        />
        <div>
          <Button type="submit" look="primary" pending={pending}>
            {words(template ? 'save' : 'create')}
          </Button>
        </div>
      </form>
      <aside className="flex w-full max-w-form flex-col gap-4 lg:w-72">
        <PhonePreview facts={facts} sender={words('sender')} />
        <p className="text-sm text-muted">
          {person ? words('asFor', { name: person.name || `+${person.msisdn}` }) : words('asForNobody')}
        </p>
        <FindContact label={words('forWhom')} onChoose={setPerson} />
      </aside>
    </div>
  )
}
