'use client'

import { useTranslations } from 'next-intl'
import { type ComponentProps, useState } from 'react'
import { Input } from '#components/ui/input.tsx'

/** A password that can be looked at while it is typed: hidden letters make people choose short ones. */
export function PasswordInput(props: ComponentProps<'input'>) {
  const words = useTranslations('signin')
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <Input
        {...props}
        type={shown ? 'text' : 'password'}
        autoCapitalize="none"
        spellCheck={false}
        className="pr-16"
      />
      <button
        type="button"
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute inset-y-0 right-0 rounded-md px-3 text-sm text-muted hover:text-ink"
      >
        {words(shown ? 'hide' : 'show')}
      </button>
    </div>
  )
}
