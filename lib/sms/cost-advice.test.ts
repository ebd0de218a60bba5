import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addToTally, adviseOnCost, shortenBy, startTally } from './cost-advice.ts'
import { countParts } from './parts.ts'
import { parseTemplate, render, type Variables } from './placeholders.ts'

function tallied(text: string, rows: Variables[], price?: number) {
  const template = parseTemplate(text)
  const tally = startTally(template)
  for (const row of rows) addToTally(tally, countParts(render(template, row).text), row, price)
  return tally
}

const names = (...lengths: number[]) => lengths.map((length) => ({ name: 'n'.repeat(length) }))

describe('the cost of personalisation', () => {
  it('says who needs another part, because of what, and what to do about it', () => {
    const advice = adviseOnCost(tallied(`${'a'.repeat(150)}{{name}}`, names(5, 10, 11, 12, 14), 3))
    expect(advice).toEqual({
      recipients: 5,
      parts: 8,
      bareParts: 1,
      tipped: 3,
      extraParts: 3,
      causes: [{ name: 'name', reason: 'length', recipients: 3, extraParts: 3 }],
      shorten: { characters: 4, recipients: 3, saved: 9 },
    })
  })

  it('tells a foreign letter in a name from a long name', () => {
    const text = `${'a'.repeat(100)} {{town}} {{name}}`
    const { causes } = adviseOnCost(
      tallied(text, [
        { town: 'Nairobi', name: 'Čapek' },
        { town: 'Nairobi', name: 'ทูน' },
        { town: 'b'.repeat(60), name: 'Amina' },
      ]),
    )
    expect(causes).toEqual([
      { name: 'name', reason: 'encoding', recipients: 2, extraParts: 2 },
      { name: 'town', reason: 'length', recipients: 1, extraParts: 1 },
    ])
  })

  it('blames the length where the text is Unicode by itself', () => {
    const { causes } = adviseOnCost(tallied(`${'ก'.repeat(68)}{{name}}`, [{ name: 'ทูน' }]))
    expect(causes).toEqual([{ name: 'name', reason: 'length', recipients: 1, extraParts: 1 }])
  })

  it('proposes the fewest characters that bring most of the saving', () => {
    const text = `${'a'.repeat(158)}{{name}}`
    const most = Array.from({ length: 95 }, () => ({ name: 'Amina' }))
    expect(adviseOnCost(tallied(text, [...most, ...names(20, 25, 30)])).shorten).toEqual({
      characters: 3,
      recipients: 95,
      saved: 95,
    })
  })

  it('proposes nothing where nothing can be saved', () => {
    expect(adviseOnCost(tallied('Hi {{name}}', names(5)))).toMatchObject({
      tipped: 0,
      causes: [],
      shorten: null,
    })
    expect(adviseOnCost(tallied('{{name}}', names(300))).shorten).toBeNull()
    expect(adviseOnCost(tallied('', [])).shorten).toBeNull()
  })

  it('is exact: so many characters less save a part for exactly those recipients', () => {
    const text = fc
      .tuple(fc.constantFrom('a', 'ก'), fc.integer({ min: 60, max: 400 }))
      .map(([c, n]) => c.repeat(n))
    const values = fc.array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(text, values, fc.integer({ min: 1, max: 40 }), (fixed, list, characters) => {
        const rows = list.map((name) => ({ name }))
        const parts = (body: string) =>
          rows.map((row) => countParts(render(parseTemplate(`${body}{{name}}`), row).text).parts)
        const before = parts(fixed)
        const after = parts(fixed.slice(characters))
        const { recipients } = shortenBy(tallied(`${fixed}{{name}}`, rows), characters)
        expect(recipients).toBe(before.filter((count, i) => (after[i] ?? 0) < count).length)
      }),
    )
  })
})
