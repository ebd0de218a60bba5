import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Exchange, type HttpReply } from './exchange.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const controller = { aborted: false, paused: false, reason: null, abort() {}, pause() {}, resume() {} }

const exchange = (mayStart = () => true) => {
  const replies: HttpReply[] = []
  const settle = (reply: HttpReply) => replies.push(reply)
  return { replies, it: new Exchange({ timeoutMs: 50, maxBodyBytes: 10, mayStart, settle }) }
}

test('a request that undici puts back into its queue is not written a second time', () => {
  const { it, replies } = exchange()
  it.onRequestStart(controller)
  expect(() => it.onRequestStart(controller)).toThrow()
  expect(replies).toEqual([{ kind: 'unknown', reason: 'CONNECTION_LOST', detail: 'requeued' }])
})

test('a request that waited in vain is not written when a connection becomes free after all', async () => {
  const { it, replies } = exchange()
  await vi.advanceTimersByTimeAsync(51)
  expect(replies).toEqual([{ kind: 'not_sent', reason: 'NO_FREE_CONNECTION', detail: '' }])
  expect(() => it.onRequestStart(controller)).toThrow()
})

test('waiting for a connection takes nothing from the time for the answer', async () => {
  const { it, replies } = exchange()
  await vi.advanceTimersByTimeAsync(35)
  it.onRequestStart(controller)
  await vi.advanceTimersByTimeAsync(35)
  expect(replies).toEqual([])
  await vi.advanceTimersByTimeAsync(16)
  expect(replies).toMatchObject([{ kind: 'unknown', reason: 'TIMEOUT' }])
})

test('the first word about a request stays', () => {
  const { it, replies } = exchange()
  it.onRequestStart(controller)
  it.onResponseStart(controller, 200, {})
  it.onResponseData(controller, Buffer.alloc(11))
  it.onResponseError(controller, new Error('aborted'))
  it.onResponseEnd()
  expect(replies).toEqual([{ kind: 'unknown', reason: 'ANSWER_TOO_BIG', detail: '' }])
})
