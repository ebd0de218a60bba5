import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NextIntlClientProvider } from 'next-intl'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { recipientStates } from '#lib/messages/rules.ts'
import type { MessageView } from '#lib/messages/schema.ts'
import words from '../../locales/en.json' with { type: 'json' }
import { FiveNumbers } from './five-numbers.tsx'
import { MessageHistory } from './message-history.tsx'
import { messages } from './message-queries.ts'

const at = '2026-11-21T09:00:00Z'

const message = (state: MessageView['state'], counts: Partial<MessageView['counts']>) =>
  ({
    ...{ uuid: 'm', state, startedAt: at, noReceipt: 0, total: 100 },
    counts: { ...Object.fromEntries(recipientStates.map((name) => [name, 0])), ...counts },
  }) as MessageView

function said(content: ReactNode): string {
  const client = new QueryClient()
  const events = [{ at, kind: 'finished', by: null, details: {} }]
  for (const state of ['sent', 'failed'] as const)
    client.setQueryData(messages.history('m', state).queryKey, { events })
  return renderToStaticMarkup(
    <QueryClientProvider client={client}>
      <NextIntlClientProvider locale="en" messages={words} timeZone="UTC" now={new Date(at)}>
        {content}
      </NextIntlClientProvider>
    </QueryClientProvider>,
  ).replace(/<[^>]*>/g, ' ')
}

test('who has not been sent to waits while nothing leaves, and is on the way while it does', () => {
  const counts = { delivered: 40, queued: 60 }
  expect(said(<FiveNumbers message={message('needs_attention', counts)} />)).toMatch(/60\s+Waiting/)
  expect(said(<FiveNumbers message={message('sending', counts)} />)).toMatch(/60\s+On the way/)
  expect(said(<FiveNumbers message={message('sent', { delivered: 100 })} />)).toMatch(/0\s+On the way/)
  const accepted = { delivered: 30, queued: 60, accepted: 10 }
  expect(said(<FiveNumbers message={message('paused', accepted)} />)).toMatch(/70\s+On the way/)
})

test('of a message that nobody got it is not said that everything has left', () => {
  expect(said(<MessageHistory message={message('sent', {})} />)).toContain('Everything has left')
  expect(said(<MessageHistory message={message('failed', {})} />)).toContain('It ended, and nobody got it')
})
