'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useId, useRef, useState, useTransition } from 'react'
import { newConfirmation } from '#components/confirmation.ts'
import { credits } from '#components/credits/credit-queries.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { answered } from '#components/ui/outdated.ts'
import { showToast } from '#components/ui/toast.ts'
import type { ComposeActions } from './compose-types.ts'
import type { Composer } from './use-composer.ts'

type TestDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  composer: Composer
  confirm: ComposeActions['confirm']
}

/** Sends the text as it stands to one number, through everything that the real one goes through. */
export function TestDialog({ open, onOpenChange, composer, confirm }: TestDialogProps) {
  const words = useTranslations('compose.test')
  const form = useId()
  const [number, setNumber] = useState('')
  const { send, error, isPending } = useTest(composer, confirm, () => onOpenChange(false))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isPending && number.trim() !== '') send(number.trim())
  }
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="sm"
      title={words('title')}
      description={words('description')}
      footer={
        <Button
          type="submit"
          form={form}
          look="primary"
          pending={isPending}
          aria-disabled={number.trim() === '' || undefined}
        >
          {words('send')}
        </Button>
      }
    >
      <form id={form} onSubmit={submit}>
        <Field label={words('number')} error={error}>
          <Input
            type="tel"
            autoComplete="tel"
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  )
}

function useTest(
  { draft, sender, people, ownZone, price }: Composer,
  confirm: ComposeActions['confirm'],
  onSent: () => void,
) {
  const words = useTranslations('compose.test')
  const problems = useTranslations('compose.problems')
  const router = useRouter()
  const client = useQueryClient()
  const [error, setError] = useState<string>()
  const [isPending, start] = useTransition()
  // An answer that got lost is asked for again under the same id, so nobody gets the test twice by that.
  const attempt = useRef({ of: '', id: '' })
  const send = (number: string) =>
    start(async () => {
      const of = `${draft.confirmation} ${number}`
      if (attempt.current.of !== of) attempt.current = { of, id: newConfirmation() }
      const asked = confirm({
        source: { kind: 'pasted', text: number },
        exclude: [],
        text: draft.text,
        // As the person gets it whose message is shown.
        values: { ...draft.values, ...people.person?.variables },
        sender: sender.value,
        accountId: sender.accountId,
        scheduledAt: null,
        timeZone: draft.schedule.zone ?? ownZone,
        // Whoever tests wants to see it now.
        sendWindow: null,
        notAfter: null,
        ratePerSecond: null,
        confirmation: attempt.current.id,
        atOnce: true,
        expected: null,
      })
      const result = await answered(asked)
      if (!result?.ok) {
        setError(result?.error.message ?? problems('noAnswer'))
        return
      }
      setError(undefined)
      attempt.current = { of: '', id: '' }
      // It has cost something, so what is left has changed: in the review, and at the head of the page.
      price.askAgain()
      void client.invalidateQueries({ queryKey: credits.key })
      onSent()
      showToast({
        title: words('sent', { number }),
        description: words('sentHint'),
        status: 'moving',
        action: {
          label: words('follow'),
          onAction: () => router.push(`/messages/${result.value.uuid}`),
        },
      })
    })
  return { send, error, isPending }
}
