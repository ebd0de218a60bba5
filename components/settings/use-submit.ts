'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { answered } from '#components/ui/outdated.ts'
import { showToast } from '#components/ui/toast.ts'
import type { Refusal, ServerAction } from './server-action.ts'

/** For a button that has no place for a sentence: why it was not done is said in the corner of the screen. */
export const inToast = ({ message }: Refusal): void => showToast({ title: message, status: 'bad' })

/**
 * Asks for one change and says how it went: `pending` while it runs, `error` when it was refused or no answer came, and
 * the page read again when it was done. `at(field)` is the sentence that belongs to one field.
 */
export function useSubmit<Input, Value>(
  action: ServerAction<Input, Value>,
  onDone: (value: Value) => void = () => undefined,
  onRefused: (refusal: Refusal) => void = () => undefined,
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
      const refusal = result?.error ?? { message: screen('noAnswer') }
      setError(refusal)
      onRefused(refusal)
      return false
    }
    router.refresh()
    onDone(result.value)
    return true
  }
  const at = (field: string) => (error?.field === field ? error.message : undefined)
  return { submit, pending, error, at, forget: () => setError(null) }
}
