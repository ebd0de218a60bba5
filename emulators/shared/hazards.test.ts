import { describe, expect, it } from 'vitest'
import { createHazards, drawFrom, type HazardQuestion } from './hazards.ts'

const kinds = { throttle: 'request', refuse: 'number' } as const
const digits = (number: string) => number.replace(/^\+/, '')
const hazards = () => createHazards(kinds, digits)
const asked = (numbers: string[], over: Partial<HazardQuestion> = {}): HazardQuestion => ({
  operation: 'send',
  sends: true,
  numbers,
  seen: () => 1,
  ...over,
})
const numbers = Array.from({ length: 2_000 }, (_, at) => String(254_700_000_000 + at))

describe('a hazard', () => {
  it('is spent after so many hits, and may let some pass first', () => {
    const book = hazards()
    book.add({ kind: 'throttle', times: 2, skip: 1 })
    const hit = [1, 2, 3, 4, 5].map(() => book.forRequest(asked(['1'])).has('throttle'))
    expect(hit).toEqual([false, true, true, false, false])
    expect(book.list()).toMatchObject([{ kind: 'throttle', used: 2, passed: 1 }])
  })

  it('hits the chosen numbers alone, in whatever form they were written', () => {
    const book = hazards()
    book.add({ kind: 'throttle', numbers: ['+254722000000'] })
    book.add({ kind: 'refuse', numbers: ['+254722000000'] })
    expect(book.forRequest(asked(['254700000000'])).size).toBe(0)
    expect(book.forRequest(asked(['254700000000', '254722000000'])).size).toBe(1)
    expect(book.forNumber(asked([]), 'refuse', '254700000000')).toBeUndefined()
    expect(book.forNumber(asked([]), 'refuse', '254722000000')).toBeDefined()
  })

  it('hits what sends, unless it names operations', () => {
    const book = hazards()
    const id = book.add({ kind: 'throttle' })
    const report = asked([], { operation: 'report', sends: false })
    expect(book.forRequest(report).size).toBe(0)
    book.clear(id)
    book.add({ kind: 'throttle', on: ['report'] })
    expect(book.forRequest(report).size).toBe(1)
    expect(book.forRequest(asked(['1'])).size).toBe(0)
    book.clear()
    book.add({ kind: 'throttle', on: ['*'] })
    expect(book.forRequest(report).size + book.forRequest(asked(['1'])).size).toBe(2)
  })

  it('hits a share that depends on seed and number, not on the order of the requests', () => {
    const hit = (order: string[], seed: number) => {
      const book = hazards()
      book.add({ kind: 'throttle', share: 0.3, seed })
      return new Set(order.filter((number) => book.forRequest(asked([number])).size > 0))
    }
    const forward = hit(numbers, 7)
    expect(forward.size).toBeGreaterThan(500)
    expect(forward.size).toBeLessThan(700)
    expect(hit([...numbers].reverse(), 7)).toEqual(forward)
    expect(hit(numbers, 8)).not.toEqual(forward)
  })

  it('draws a repeated request anew, so that a number is not hit for ever', () => {
    const book = hazards()
    book.add({ kind: 'throttle', share: 0.5 })
    const tries = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (time) => book.forRequest(asked(['254722000000'], { seen: () => time })).size,
    )
    expect(new Set(tries)).toEqual(new Set([0, 1]))
  })

  it('cannot be misspelt', () => {
    expect(() => hazards().add({ kind: 'trottle' })).toThrow(/throttle/)
    expect(() => hazards().add({ kind: 'throttle', share: 30 })).toThrow(/share/)
  })
})

describe('a draw', () => {
  it('is spread evenly between 0 and 1', () => {
    const tenths = Array.from({ length: 10 }, () => 0)
    for (const number of numbers) {
      const tenth = Math.floor(drawFrom(number) * 10)
      tenths[tenth] = (tenths[tenth] ?? 0) + 1
    }
    for (const count of tenths) expect(count).toBeGreaterThan(140)
  })
})
