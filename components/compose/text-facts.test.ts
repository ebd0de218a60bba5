import { expect, test } from 'vitest'
import { replaceForeign, textFacts } from './text-facts.ts'
import { changeSent, hasLooseBraces, meantName, renamePlaceholder, tokensOf } from './text-tokens.ts'

test('a text is cut into what is sent as it stands and what is filled in, and nothing is lost', () => {
  const text = 'Hi {{ name | there }}, {{{code}}} {{}} {{open'
  const tokens = tokensOf(text)
  expect(tokens.map((token) => token.source).join('')).toBe(text)
  expect(tokens.filter((t) => t.kind === 'placeholder').map((t) => [t.source, t.name, t.from])).toEqual([
    ['{{ name | there }}', 'name', 3],
    ['{{code}}', 'code', 24],
    ['{{}}', '', 34],
  ])
  expect(hasLooseBraces(text)).toBe(true)
  expect(hasLooseBraces('{{a}} }} {')).toBe(false)
})

test('names of placeholders stay as they are, what stands for a missing value is sent', () => {
  expect(changeSent('a {{a|a}} {{a}}', (piece) => piece.replaceAll('a', 'b'))).toBe('b {{a|b}} {{a}}')
})

test('the counter counts what is sent, with the values filled in', () => {
  const facts = textFacts('Hi {{name}}', { name: 'x'.repeat(157) })
  expect(facts.count).toMatchObject({ parts: 1, units: 160 })
  expect(facts.room).toBe(160)
  const longer = textFacts('Hi {{name}}', { name: 'x'.repeat(158) })
  expect(longer.count.parts).toBe(2)
  expect(longer.room).toBe(306)
  expect(longer.shorten).toEqual({ characters: 1, parts: 1 })
})

test('characters that make it Unicode are named with their places in the text as written', () => {
  const facts = textFacts('{{ชื่อ}} “Hi” {{x|…}}', { ชื่อ: 'Amina' })
  expect(facts.foreign.map((f) => [f.character, f.positions])).toEqual([
    ['“', [9]],
    ['”', [12]],
    ['…', [18]],
  ])
  expect(facts.count.encoding).toBe('ucs2')
})

test('a value that makes it Unicode is named too, though it has no place in the text', () => {
  const facts = textFacts('Hi {{name}}', { name: 'Zoë’s' })
  expect(facts.foreign.map((f) => [f.character, f.positions])).toEqual([
    ['ë', []],
    ['’', []],
  ])
})

test('replacing reaches text, stand-ins and values, and says what it saves', () => {
  const values = { name: '“Amina”' }
  const text = `Hi {{name|…}} ${'x'.repeat(100)} –`
  expect(textFacts(text, values).replaced).toMatchObject({ savedParts: 1 })
  expect(replaceForeign(text, values)).toEqual({
    text: `Hi {{name|...}} ${'x'.repeat(100)} -`,
    values: { name: '"Amina"' },
  })
  expect(replaceForeign('“a” –', {}, ['–']).text).toBe('“a” -')
})

test('nothing is offered for a script that has no letters in GSM', () => {
  const facts = textFacts('สวัสดี', {})
  expect(facts.replaced).toBeNull()
  expect(facts.room).toBe(70)
})

test('what is missing is told from what has something to stand for it', () => {
  const facts = textFacts('{{a}} {{b|x}} {{c}} {{}}', { c: ' ' })
  expect(facts.missing).toEqual(['a', 'c'])
  expect(facts.names).toEqual(['a', 'b', 'c'])
  expect(facts.hasNameless).toBe(true)
})

test("an account's line about how to stop is sent, so it is counted and shown", () => {
  const account = { optOutLine: 'STOP*456*9*5#', cutting: 'characters' as const }
  const facts = textFacts('x'.repeat(150), {}, account)
  expect(facts.count).toMatchObject({ units: 164, parts: 2 })
  expect(facts.shown.map(({ piece }) => piece).join('')).toContain('\nSTOP*456*9*5#')
  expect(textFacts('', {}, account).isEmpty).toBe(true)
})

test('shortening is only proposed where it is little', () => {
  expect(textFacts('x'.repeat(300), {}).shorten).toBeNull()
  expect(textFacts('x'.repeat(170), {}).shorten).toEqual({ characters: 10, parts: 1 })
})

test('a name in another spelling is the one of the list, and is put right wherever it stands', () => {
  expect(meantName('name', ['Phone', 'Name'])).toBe('Name')
  expect(meantName('first_name', ['First name'])).toBe('First name')
  expect(meantName('name', ['Surname'])).toBeUndefined()
  expect(renamePlaceholder('{{name}} name {{ name | you }} {{names}}', 'name', 'Name')).toBe(
    '{{Name}} name {{ Name | you }} {{names}}',
  )
})
