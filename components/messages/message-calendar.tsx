import { clsx } from 'clsx'
import { useFormatter, useTranslations } from 'next-intl'
import { NearLink } from '#components/ui/near-link.tsx'
import { type Status, StatusIcon } from '#components/ui/status.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { type MessageState, messageTitle } from '#lib/messages/rules.ts'
import { calendarHref } from './calendar-days.ts'

type CalendarItem = {
  uuid: string
  name: string | null
  content: string
  state: MessageState
  total: number
  /** On the reader's clock, such as 14:05. */
  time: string
}

export type CalendarDay = {
  day: string
  items: readonly CalendarItem[]
  place: 'inside' | 'outside' | 'today'
}

const statusOf: Partial<Record<MessageState, Status>> = {
  sent: 'good',
  failed: 'bad',
  sending: 'moving',
  needs_attention: 'doubtful',
}

/** Days in rows of seven; on a phone a list of the days on which something leaves. */
export function MessageCalendar({ days, tall }: { days: readonly CalendarDay[]; tall?: boolean }) {
  const format = useFormatter()
  const at = (day: string) => new Date(`${day}T00:00:00Z`)
  return (
    <div className="border-line md:border-l">
      <div aria-hidden="true" className="hidden grid-cols-7 border-b border-line md:grid">
        {days.slice(0, 7).map(({ day }) => (
          <span key={day} className="px-2 py-1 text-sm text-muted">
            {format.dateTime(at(day), { weekday: 'short', timeZone: 'UTC' })}
          </span>
        ))}
      </div>
      <ol className="md:grid md:grid-cols-7">
        {days.map(({ day, items, place }) => (
          <li
            key={day}
            className={clsx(
              'min-w-0 border-b border-line py-2 md:border-r md:p-1.5',
              tall ? 'md:min-h-72' : 'md:min-h-28',
              items.length === 0 && 'max-md:hidden',
              place === 'outside' && 'max-md:hidden md:bg-sunken',
            )}
          >
            <h2 className="mb-1 text-sm text-muted max-md:font-medium max-md:text-ink">
              <time dateTime={day}>
                <span className="md:hidden">
                  {format.dateTime(at(day), {
                    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
                  })}
                </span>
                <span
                  className={clsx(
                    'tabular hidden min-w-6 px-1 text-center md:inline-block',
                    place === 'today' && 'rounded-full bg-accent font-medium text-on-accent',
                  )}
                >
                  {format.dateTime(at(day), { day: 'numeric', timeZone: 'UTC' })}
                </span>
              </time>
            </h2>
            <DayItems day={day} items={items} tall={tall} />
          </li>
        ))}
      </ol>
    </div>
  )
}

type DayItemsProps = { day: string; items: readonly CalendarItem[]; tall: boolean | undefined }

function DayItems({ day, items, tall }: DayItemsProps) {
  const most = tall ? 30 : 4
  const words = useTranslations('messages.calendar')
  const common = useTranslations('common')
  const states = useTranslations('states.message')
  return (
    <ul className="flex flex-col gap-0.5">
      {items.slice(0, most).map((item) => {
        const people = common('people', { count: item.total })
        return (
          <li key={item.uuid}>
            <NearLink
              href={`/messages/${item.uuid}`}
              data-tooltip={`${messageTitle(item)} · ${people} · ${states(`${item.state}.label`)}`}
              className={clsx(
                'flex items-center gap-1.5 rounded-sm px-1 py-0.5 text-sm hover:bg-hover max-md:min-h-10 max-md:text-base',
                // A week has the room for whole names, under their hour.
                tall && 'md:flex-wrap md:py-1',
              )}
            >
              <StatusIcon status={statusOf[item.state] ?? 'waiting'} />
              <span className="tabular text-muted">{item.time}</span>
              <span
                className={clsx(
                  'min-w-0 truncate',
                  tall && 'md:line-clamp-3 md:basis-full md:whitespace-normal',
                )}
              >
                {messageTitle(item)}
              </span>
              <span className="tabular ml-auto text-sm whitespace-nowrap text-muted md:hidden">{people}</span>
            </NearLink>
          </li>
        )
      })}
      {items.length > most && (
        <li className="px-1 text-sm">
          <TextLink href={calendarHref({ view: 'week', day })}>
            {words('more', { count: items.length - most })}
          </TextLink>
        </li>
      )}
    </ul>
  )
}
