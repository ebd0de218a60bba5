'use client'

import { useQueryClient } from '@tanstack/react-query'
import { SendHorizontal } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState, useTransition } from 'react'
import { useAnswer } from '#components/compose/use-answer.ts'
import { newConfirmation } from '#components/confirmation.ts'
import { credits } from '#components/credits/credit-queries.ts'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { answered } from '#components/ui/outdated.ts'
import { Select } from '#components/ui/select.tsx'
import { Textarea } from '#components/ui/textarea.tsx'
import type { SenderChoice } from '#lib/messages/schema-compose.ts'
import type { ActionResult } from '#lib/shared/action-result.ts'
import { inbox } from './inbox-queries.ts'

type Answer = { id: number; text: string; sender: string; accountId: number }
export type ReplyActions = {
  preview: (answer: Answer) => Promise<ActionResult<{ parts: number; credits: number }>>
  send: (
    answer: Answer & { confirmation: string; credits: number },
  ) => Promise<ActionResult<{ uuid: string }>>
}

type Props = {
  id: number
  senders: readonly SenderChoice[]
  /** From which an answer comes unless another is chosen. */
  senderId: number
  actions: ReplyActions
}

const ASK_AFTER_MS = 400

/** Writes back: what it costs stands on the button before it is pressed. */
export function ReplyBox({ id, senders, senderId, actions }: Props) {
  const words = useTranslations('inbox.reply')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(senderId)
  const sender = senders.find((one) => one.id === chosen) ?? senders[0]
  const answer = useMemo(
    () =>
      sender && text.trim() !== '' ? { id, text, sender: sender.value, accountId: sender.accountId } : null,
    [id, text, sender],
  )
  const price = useAnswer(actions.preview, answer, ASK_AFTER_MS)
  const { send, pending, problem } = useSend(actions.send, answer, () => setText(''))
  const failure = price.failure === 'no-answer' ? words('noAnswer') : price.failure?.message
  const known = price.isFresh ? price.value : null
  const submit = () => known && send(known.credits)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
      className="sticky bottom-(--bottom-height) z-10 -mx-4 flex flex-col gap-2 border-t border-line bg-canvas px-4 py-3 md:bottom-0 md:mx-0 md:px-0"
    >
      <Field label={words('label')} hideLabel>
        <Textarea
          value={text}
          minRows={2}
          placeholder={words('label')}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
          }}
        />
      </Field>
      {(problem ?? failure) && (
        <Notice status="bad" urgent>
          {problem ?? failure}
        </Notice>
      )}
      <div className="flex items-center justify-between gap-3">
        <Select
          aria-label={words('sender')}
          value={String(chosen)}
          onValueChange={(next) => setChosen(Number(next))}
          options={senders.map((one) => ({
            value: String(one.id),
            label: one.value,
            hint: one.accountName,
          }))}
          className="max-w-48 min-w-0"
        />
        <Button
          type="submit"
          look="primary"
          icon={<SendHorizontal />}
          pending={pending}
          disabled={!known && !pending}
        >
          {known ? words('send', { credits: known.credits, parts: known.parts }) : words('sendPlain')}
        </Button>
      </div>
    </form>
  )
}

/** Sends once under one confirmation, however often it is pressed; a new text is a new one. */
function useSend(send: ReplyActions['send'], answer: Answer | null, onSent: () => void) {
  const screen = useTranslations('states.screen')
  const client = useQueryClient()
  const [confirmation, setConfirmation] = useState(newConfirmation)
  const [problem, setProblem] = useState<string | null>(null)
  const [pending, start] = useTransition()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was wrong belonged to what stood there before.
  useEffect(() => {
    setProblem(null)
    setConfirmation(newConfirmation())
  }, [answer])
  const run = (price: number) =>
    start(async () => {
      if (!answer) return
      const result = await answered(send({ ...answer, confirmation, credits: price }))
      if (result?.ok) onSent()
      else setProblem(result?.error.message ?? screen('noAnswer'))
      await Promise.all([
        client.invalidateQueries({ queryKey: inbox.key }),
        client.invalidateQueries({ queryKey: credits.key }),
      ])
    })
  return { send: run, pending, problem }
}
