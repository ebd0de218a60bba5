'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useDeferredValue, useId, useState } from 'react'
import { msisdnText } from '#components/messages/number-text.ts'
import { SearchInput } from '#components/ui/search-input.tsx'
import type { ContactView } from '#lib/contacts/schema.ts'
import { contacts } from './contact-queries.ts'

type Props = { label: string; onChoose: (contact: ContactView) => void }

/** Finds one person by part of their name or number. */
export function FindContact({ label, onChoose }: Props) {
  const words = useTranslations('contacts')
  const [text, setText] = useState('')
  const asked = useDeferredValue(text.trim())
  const { data } = useQuery(contacts.search(asked))
  const list = useId()
  const found = asked === '' ? [] : (data?.contacts ?? [])
  return (
    <div className="flex flex-col gap-1">
      <SearchInput
        label={label}
        value={text}
        autoComplete="off"
        aria-controls={list}
        onChange={(event) => setText(event.target.value)}
        // Inside a form, Enter would send it.
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.preventDefault()
        }}
      />
      <ul id={list} className="flex flex-col empty:hidden">
        {found.map((contact) => (
          <li key={contact.id}>
            <button
              type="button"
              className="flex min-h-8 w-full flex-wrap items-center justify-between gap-x-3 rounded-md px-2 py-1 text-left hover:bg-hover max-md:min-h-11"
              onClick={() => {
                onChoose(contact)
                setText('')
              }}
            >
              <span className="min-w-0 break-words">{contact.name || words('nameless')}</span>
              <span className="tabular text-sm text-muted">{msisdnText(contact.msisdn)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="text-sm text-muted empty:hidden">
        {asked !== '' && data && found.length === 0 && words('nobody')}
      </p>
    </div>
  )
}
