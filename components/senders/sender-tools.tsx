'use client'

import { Ban, Check, Power, RotateCcw, Users, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import type { ServerAction } from '#components/settings/server-action.ts'
import { Button, ButtonLink } from '#components/ui/button.tsx'
import { withQuery } from '#components/with-query.ts'
import type { SenderDetailView } from '#lib/senders/schema.ts'
import { type SenderDeed, SenderQuestion } from './sender-question.tsx'

type One = { senderId: number }
export type SenderActions = {
  approve: ServerAction<One & { shared: boolean }, unknown>
  reject: ServerAction<One & { reason: string }, unknown>
  withdraw: ServerAction<One, unknown>
  share: ServerAction<One & { ownerId: number | null }, unknown>
  enable: ServerAction<One, unknown>
}

type Props = {
  sender: SenderDetailView
  /** To whom it can be given, for those who may. */
  people: readonly { id: number; name: string }[]
  actions: SenderActions
}

const icons: Record<SenderDeed, ReactNode> = {
  withdraw: <Ban />,
  share: <Users />,
  reject: <X />,
  enable: <Power />,
  approve: <Check />,
}

/** What may be done with a sender now; each asks first, and says what will happen. */
export function SenderTools({ sender, people, actions }: Props) {
  const words = useTranslations('senders.ask')
  const [asked, setAsked] = useState<SenderDeed | null>(null)
  const { may } = sender
  const deeds = (['withdraw', 'share', 'reject', 'enable', 'approve'] as const).filter((deed) => may[deed])
  const again = withQuery('/senders/new', { account: sender.account.id, again: sender.id })
  return (
    <>
      {deeds.map((deed) => (
        <Button
          key={deed}
          icon={icons[deed]}
          look={
            deed === 'approve' ? 'primary' : deed === 'share' || deed === 'enable' ? 'secondary' : 'caution'
          }
          onClick={() => setAsked(deed)}
        >
          {words(`${deed}.open`)}
        </Button>
      ))}
      {may.askAgain && !may.approve && (
        <ButtonLink href={again} icon={<RotateCcw />}>
          {words('again')}
        </ButtonLink>
      )}
      {asked && (
        <SenderQuestion
          key={asked}
          deed={asked}
          sender={sender}
          people={people}
          actions={actions}
          close={() => setAsked(null)}
        />
      )}
    </>
  )
}
