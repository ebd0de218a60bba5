import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { Metadata } from 'next'
import { getFormatter, getTimeZone, getTranslations } from 'next-intl/server'
import { PageHeader } from '#components/layout/page-header.tsx'
import {
  byDay,
  type CalendarAddress,
  calendarHref,
  daysOf,
  nextOf,
  previousOf,
} from '#components/messages/calendar-days.ts'
import { type CalendarDay, MessageCalendar } from '#components/messages/message-calendar.tsx'
import { ButtonLink } from '#components/ui/button.tsx'
import { LinkTabs } from '#components/ui/link-tabs.tsx'
import { currentUser } from '#lib/http/session.ts'
import { type CalendarEntry, listCalendar } from '#lib/messages/list-calendar.ts'
import { dayAfter, dayBegins, dayIn } from '#lib/shared/day-begins.ts'

type Props = { searchParams: Promise<{ view?: string | string[]; day?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('messages'))('calendar.title') }
}

export default async function CalendarPage({ searchParams }: Props) {
  const { ctx } = await currentUser()
  const [{ view, day }, zone, words, list] = await Promise.all([
    searchParams,
    getTimeZone(),
    getTranslations('messages.calendar'),
    getTranslations('messages'),
  ])
  const today = dayIn(ctx.now(), zone)
  const chosen = typeof day === 'string' && dayBegins(day, zone) ? day : today
  const address: CalendarAddress = { view: view === 'week' ? 'week' : 'month', day: chosen }
  const days = daysOf(address)
  const [first, last] = [days[0] as string, days.at(-1) as string]
  const entries = await listCalendar(ctx, {
    since: dayBegins(first, zone) as Date,
    until: dayBegins(dayAfter(last), zone) as Date,
  })
  return (
    <>
      <PageHeader
        back={{ href: '/messages', label: list('title') }}
        title={await titleOf(address)}
        description={words('description')}
        actions={
          <>
            <ButtonLink href={calendarHref({ ...address, day: previousOf(address) })} icon={<ChevronLeft />}>
              {words('previous')}
            </ButtonLink>
            <ButtonLink href={calendarHref({ ...address, day: today })}>{words('today')}</ButtonLink>
            <ButtonLink href={calendarHref({ ...address, day: nextOf(address) })}>
              {words('next')}
              <ChevronRight aria-hidden="true" />
            </ButtonLink>
          </>
        }
      />
      <LinkTabs
        label={words('view')}
        tabs={[
          ...(['month', 'week'] as const).map((one) => ({
            href: calendarHref({ ...address, view: one }),
            label: words(one),
            current: address.view === one,
          })),
          { href: '/messages?show=scheduled', label: words('list'), current: false },
        ]}
        className="mb-4"
      />
      <MessageCalendar
        days={await daysWith(days, entries, { address, zone, today })}
        tall={address.view === 'week'}
      />
      {entries.length === 0 && <p className="py-6 text-muted">{words('empty')}</p>}
    </>
  )
}

async function titleOf({ view, day }: CalendarAddress): Promise<string> {
  const format = await getFormatter()
  const [from, to] = [day, nextOf({ view, day })].map((one) => new Date(`${one}T00:00:00Z`)) as [Date, Date]
  if (view === 'month') return format.dateTime(from, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const [first, last] = [-7, -1].map((days) => new Date(to.getTime() + days * 86_400_000)) as [Date, Date]
  return format.dateTimeRange(first, last, { dateStyle: 'medium', timeZone: 'UTC' })
}

type Where = { address: CalendarAddress; zone: string; today: string }

async function daysWith(
  days: readonly string[],
  entries: readonly CalendarEntry[],
  { address, zone, today }: Where,
): Promise<CalendarDay[]> {
  const format = await getFormatter()
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone } as const
  const month = address.day.slice(0, 7)
  const found = byDay(entries, days, zone)
  return days.map((day) => ({
    day,
    place:
      day === today ? 'today' : address.view === 'month' && day.slice(0, 7) !== month ? 'outside' : 'inside',
    items: (found.get(day) ?? []).map(({ at, ...entry }) => ({ ...entry, time: format.dateTime(at, clock) })),
  }))
}
