import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { MessageView } from '#lib/messages/schema.ts'
import type { ReasonsView } from '#lib/messages/schema-follow.ts'
import words from '../../locales/en.json' with { type: 'json' }
import { messages } from './message-queries.ts'
import { MessageReasons } from './message-reasons.tsx'

/** What the page of a message to a hundred people says, as plain text. */
function said(reasons: ReasonsView['reasons']): string {
  const client = new QueryClient()
  const people = reasons.reduce((sum, { count }) => sum + count, 0)
  client.setQueryData(messages.reasons('m', false).queryKey, {
    reasons,
    people,
    looked: people,
    networks: [],
  })
  const message = { uuid: 'm', state: 'sent', startedAt: '2026-11-21T09:00:00Z', total: 100 } as MessageView
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <NextIntlClientProvider locale="en" messages={words} timeZone="UTC">
        <MessageReasons message={message} live={false} />
      </NextIntlClientProvider>
    </QueryClientProvider>,
  ).replace(/<[^>]*>/g, ' ')
}

const inDoubt = { state: 'unknown', reason: 'NO_ANSWER', count: 9 } as const
const off = { state: 'undelivered', reason: 'ABSENT_SUBSCRIBER', count: 3 } as const

test('who is in doubt is not counted among those who did not get it, and comes after them', () => {
  const text = said([inDoubt, off])
  expect(text).toContain('Why people did not get it')
  expect(text).toContain('3 of 100 people did not get it (3%)')
  expect(text).toContain('Of 9 more nobody knows whether they got it.')
  expect(text).toMatch(/ 3 .*out of coverage.* 9 /)
})

test('where everybody else got it, nobody is said to have missed it', () => {
  const text = said([inDoubt])
  expect(text).toContain('Who is in doubt, and why')
  expect(text).toContain('Of 9 of 100 people nobody knows whether they got it (9%)')
  expect(text).not.toContain('did not get it')
})
