'use client'

import { useFormatter, useTranslations } from 'next-intl'
import { Progress } from '#components/ui/progress.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { messageTitle } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import { usePace } from './use-pace.ts'

type Props = { message: MessageView; readAt: number; className?: string }

/** How far a message is: a bar, numbers, the rate and about how long it will take. */
export function MessageProgress({ message, readAt, className }: Props) {
  const words = useTranslations('messages.progress')
  const { gone, texted, rate, left } = usePace(message, readAt)
  return (
    <div className={className}>
      <Progress label={words('label', { title: messageTitle(message) })} value={gone} total={texted} />
      <p className="tabular mt-1 min-h-5 text-sm text-muted">
        {message.state === 'sending' &&
          (message.waits.length > 0 ? <Waits message={message} /> : <Pace rate={rate} left={left} />)}
      </p>
    </div>
  )
}

type PaceProps = Pick<ReturnType<typeof usePace>, 'rate' | 'left'>

/** "212/s · about 25 s left"; that it is measuring until it knows. */
export function Pace({ rate, left }: PaceProps) {
  const words = useTranslations('messages.progress')
  const format = useFormatter()
  if (rate === null) return words('measuring')
  const perSecond = format.number(rate, { maximumFractionDigits: rate < 10 ? 1 : 0 })
  if (!left) return words('still')
  return `${words('rate', { rate: perSecond })} · ${words(left.unit, { hours: left.hours, count: left.count })}`
}

/** Who waits until when because of the hours of their place. */
function Waits({ message: { waits } }: { message: MessageView }) {
  const words = useTranslations('messages.progress')
  return waits.map(({ zone, people, until }) => (
    <span key={`${zone} ${until}`} className="block">
      {words.rich('waits', {
        people,
        time: () => <RelativeTime at={until} zone={zone} />,
        place: zone.split('/').at(-1)?.replaceAll('_', ' ') ?? zone,
      })}
    </span>
  ))
}
