import { expect, test } from 'vitest'
import { onFirstToast, receiveToasts, showToast } from './toast.ts'

test('what is said before anything can show it is not lost, and comes in order', () => {
  let woken = 0
  const forget = onFirstToast(() => woken++)
  showToast({ title: 'one' })
  showToast({ title: 'two' })
  expect(woken).toBe(2)

  const seen: string[] = []
  const stop = receiveToasts((toast) => seen.push(toast.title))
  expect(seen).toEqual(['one', 'two'])

  showToast({ title: 'three' })
  expect(seen).toEqual(['one', 'two', 'three'])
  expect(woken).toBe(2)

  stop()
  forget()
})

test('what was said before the page could listen wakes it when it can', () => {
  showToast({ title: 'early' })
  let woken = 0
  onFirstToast(() => woken++)()
  expect(woken).toBe(1)
  receiveToasts(() => undefined)()
})
