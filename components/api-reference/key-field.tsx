'use client'

import { useTranslations } from 'next-intl'
import { createContext, type ReactNode, use, useState } from 'react'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'

const KeyContext = createContext<[string, (key: string) => void]>(['', () => undefined])

/** The key that requests of this page carry. It lives as long as the page does and is written down nowhere. */
export const useKey = (): string => use(KeyContext)[0]

export function KeyProvider({ children }: { children: ReactNode }) {
  return <KeyContext value={useState('')}>{children}</KeyContext>
}

export function KeyField() {
  const words = useTranslations('apiReference')
  const [key, setKey] = use(KeyContext)
  return (
    <Field label={words('key')} hint={words('keyHint')} className="max-w-xl">
      <Input
        value={key}
        onChange={(event) => setKey(event.target.value.trim())}
        autoComplete="off"
        spellCheck={false}
        placeholder="lw_…"
        className="font-mono text-xs"
      />
    </Field>
  )
}
