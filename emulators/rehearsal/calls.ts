import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'
import { afterEach } from 'vitest'
import { type RehearsalOptions, startRehearsal } from './server.ts'

/** Starts and calls the server in tests; what was started ends with the test. */

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

export const start = async (options?: RehearsalOptions) => {
  const server = await startRehearsal({ keep: 5_000, ...options })
  stops.push(server.stop)
  return server
}

type Given = { to?: string; text?: string; reference?: string }

export const send = (url: string, behaviour: object, messages: Given[], callbackUrl: string | null = null) =>
  fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', behaviour: JSON.stringify(behaviour) },
    body: JSON.stringify({
      sender: 'REHEARSAL',
      callbackUrl,
      messages: messages.map((message, n) => ({
        to: '66812345678',
        text: 'Hello',
        reference: `e.1.${n}`,
        ...message,
      })),
    }),
    signal: AbortSignal.timeout(60_000),
  })

export const many = (count: number): Given[] =>
  Array.from({ length: count }, (_, n) => ({ to: `668100${10_000 + n}`, reference: `e.7.${n}` }))

type Result = { reference?: string; parts?: number; refused?: { code: string; about: string } }
export const resultsOf = async (response: Response) =>
  ((await response.json()) as { results: Result[] }).results

export const poll = async (url: string, references: unknown[], behaviour = {}) => {
  const response = await fetch(`${url}/v1/receipts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', behaviour: JSON.stringify(behaviour) },
    body: JSON.stringify({ references }),
  })
  return ((await response.json()) as { receipts: { reference: string; state: string; at: string }[] })
    .receipts
}

/** Collects pushed receipts; `answers` are the statuses of the first calls, 200 after them. */
export const sink = async (...answers: number[]) => {
  const receipts: { reference: string; yourReference: string; to: string; state: string; parts: number }[] =
    []
  const sizes: number[] = []
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await readText(request))
    response.statusCode = answers.shift() ?? 200
    if (response.statusCode === 200) {
      receipts.push(...body.receipts)
      sizes.push(body.receipts.length)
    }
    response.end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  stops.push(
    async () => server.closeAllConnections(),
    async () => server.close(),
  )
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, receipts, sizes }
}
