'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import { useKey } from './key-field.tsx'

type Parameter = { name: string; place: string; required: boolean }
type Props = { method: string; path: string; parameters: readonly Parameter[]; body: string | null }
type Outcome = { status: string; text: string }

/** A form that is made when it is asked for: a page has many, and most of them nobody opens. */
export function TryIt(props: Props) {
  const words = useTranslations('apiReference')
  const [asked, setAsked] = useState(false)
  return (
    <Disclosure title={words('tryIt')} onToggle={() => setAsked(true)}>
      {asked && <RequestForm {...props} />}
    </Disclosure>
  )
}

/** Sends the request for real, with the key of the page or as whoever is signed in. */
function RequestForm({ method, path, parameters, body }: Props) {
  const words = useTranslations('apiReference')
  const key = useKey()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [pending, setPending] = useState(false)
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    setPending(true)
    setOutcome(
      await request({ method, path, parameters, key, data }).catch(() => ({
        status: words('noAnswer'),
        text: '',
      })),
    )
    setPending(false)
  }
  return (
    <form onSubmit={send} className="flex flex-col gap-3">
      {parameters.map(({ name, place, required }) => (
        <Field
          key={`${place} ${name}`}
          label={<code className="font-mono text-xs">{name}</code>}
          optional={!required}
          className="max-w-md"
        >
          <Input
            name={`${place} ${name}`}
            autoComplete="off"
            spellCheck={false}
            className="font-mono text-xs"
          />
        </Field>
      ))}
      {body !== null && (
        <Field label={words('body')}>
          <Textarea name="body" defaultValue={body} spellCheck={false} className="font-mono text-xs" />
        </Field>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" pending={pending}>
          {words('send')}
        </Button>
        {method !== 'GET' && <p className="text-sm text-muted">{words('real')}</p>}
      </div>
      <div aria-live="polite" className="flex flex-col gap-2">
        {outcome && (
          <>
            <p className="text-sm font-medium">{outcome.status}</p>
            {outcome.text && <CodeBlock label={words('answer')} code={outcome.text} />}
          </>
        )}
      </div>
    </form>
  )
}

/** More of an answer than this is no reading matter. */
const MOST = 20_000

type Sent = Props & { key: string; data: FormData }

async function request({ method, path, parameters, key, data }: Omit<Sent, 'body'>): Promise<Outcome> {
  const given = (place: string) =>
    parameters
      .filter((parameter) => parameter.place === place)
      .map(({ name }) => [name, String(data.get(`${place} ${name}`) ?? '')] as const)
      .filter(([, value]) => value !== '')
  const filled = given('path').reduce(
    (all, [name, value]) => all.replace(`{${name}}`, encodeURIComponent(value)),
    path,
  )
  const query = new URLSearchParams(given('query').map(([name, value]) => [name, value])).toString()
  const body = data.get('body')
  const response = await fetch(`/api/v2${filled}${query && `?${query}`}`, {
    method,
    headers: {
      ...Object.fromEntries(given('header')),
      ...(key && { 'x-api-key': key }),
      ...(body !== null && { 'content-type': 'application/json' }),
    },
    ...(body !== null && { body: String(body) }),
  })
  const text = await response.text()
  return { status: `${response.status} ${response.statusText}`.trim(), text: pretty(text).slice(0, MOST) }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
