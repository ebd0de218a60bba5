'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { answered } from '#components/ui/outdated.ts'
import type { Refusal, ServerAction } from './server-action.ts'

/**
 * Asks for one change and says how it went: `pending` while it runs, `error` when it was refused or no answer came, and
 * the page read again when it was done. `at(field)` is the sentence that belongs to one field.
 */
export function useSubmit<Input, Value>(
  action: ServerAction<Input, Value>,
  onDone: (value: Value) => void = () => undefined,
) {
  const router = useRouter()
  const screen = useTranslations('states.screen')
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<Refusal | null>(null)

  const submit = async (input: Input): Promise<boolean> => {
    setPending(true)
    setError(null)
    const result = await answered(action(input))
    setPending(false)
    if (!result?.ok) {
      setError(result?.error ?? { message: screen('noAnswer') })
      return false
    }
    router.refresh()
    onDone(result.value)
    return true
  }
  const at = (field: string) => (error?.field === field ? error.message : undefined)
  return { submit, pending, error, at, forget: () => setError(null) }
}
