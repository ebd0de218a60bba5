'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Combobox } from '#components/ui/combobox.tsx'
import { choices } from './compose-queries.ts'

/** Puts the text of a template in place. Nothing is shown where there are none. */
export function TemplateChoice({ onText }: { onText: (text: string) => void }) {
  const words = useTranslations('compose.what')
  const { data } = useQuery(choices.templates())
  const templates = data?.templates ?? []
  if (templates.length === 0) return null
  const options = templates.map(({ id, name, content }) => ({
    value: String(id),
    label: name,
    hint: <span className="line-clamp-1">{content}</span>,
  }))
  return (
    <Combobox
      aria-label={words('template')}
      value={null}
      options={options}
      placeholder={words('template')}
      onValueChange={(id) => {
        const chosen = templates.find((template) => String(template.id) === id)
        if (chosen) onText(chosen.content)
      }}
      className="w-auto! min-w-40 max-w-64"
    />
  )
}
