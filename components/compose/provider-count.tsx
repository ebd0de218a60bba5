'use client'

import { useTranslations } from 'next-intl'
import { useState, useTransition } from 'react'
import { Button } from '#components/ui/button.tsx'
import { answered } from '#components/ui/outdated.ts'
import type { ComposeActions } from './compose-types.ts'
import type { Composer } from './use-composer.ts'

type Answer = Awaited<ReturnType<ComposeActions['count']>>

/** What the provider itself makes of the text that is shown, when somebody asks for it. */
export function ProviderCount({ composer, text }: { composer: Composer; text: string }) {
  const words = useTranslations('compose.review')
  const problems = useTranslations('compose.problems')
  const { sender, people, askCount } = composer
  const to = people.person?.msisdn
  const key = JSON.stringify([sender.id, to, text])
  const [asked, setAsked] = useState<{ key: string; answer: Answer | null } | null>(null)
  const [isPending, start] = useTransition()
  const ask = () => {
    if (!to || isPending) return
    start(async () => {
      const question = { sender: sender.value, accountId: sender.accountId, text, to }
      setAsked({ key, answer: await answered(askCount(question)) })
    })
  }
  // What was said of another text says nothing of this one.
  if (asked?.key !== key) {
    return (
      <Button size="sm" pending={isPending} aria-disabled={!to || undefined} onClick={ask}>
        {words('count', { account: sender.accountName })}
      </Button>
    )
  }
  if (!asked.answer?.ok) {
    return (
      <span role="status" className="text-bad">
        {asked.answer?.error.message ?? problems('noAnswer')}
      </span>
    )
  }
  const { parts, ours, credits } = asked.answer.value
  const verdict = parts === null ? 'unsaid' : parts > ours ? 'more' : parts < ours ? 'fewer' : 'same'
  return (
    <span role="status" className={verdict === 'more' ? 'text-bad' : undefined}>
      {words(`counts.${verdict}`, { parts: parts ?? 0, ours })}
      {credits !== null && ` ${words('counts.credits', { credits })}`}
    </span>
  )
}
