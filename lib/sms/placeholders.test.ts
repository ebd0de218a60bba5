import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { processorTime } from '#test/processor-time.ts'
import {
  cleanText,
  parseTemplate,
  placeholderNames,
  render,
  requiredNames,
  type Variables,
} from './placeholders.ts'

const rendered = (text: string, variables: Variables = {}) => render(parseTemplate(text), variables)

describe('placeholders', () => {
  it.each<[template: string, variables: Variables, text: string, missing?: string[]]>([
    ['Hi {{name}}!', { name: 'Amina' }, 'Hi Amina!'],
    ['{{a}}{{b}}', { a: '1', b: '2' }, '12'],
    ['{{ name }}', { name: 'Amina' }, 'Amina'],
    ['{{First name}}, {{ชื่อ}}', { 'First name': 'Amina', ชื่อ: 'ทูน' }, 'Amina, ทูน'],
    ['{{name|there}}', { name: 'Amina' }, 'Amina'],
    ['Hi {{name|there}}', {}, 'Hi there'],
    ['Hi {{name | dear customer }}', { name: '' }, 'Hi dear customer'],
    ['Hi{{name|}}', {}, 'Hi'],
    ['{{a|b|c}}', {}, 'b|c'],
    ['Hi {{name}}', {}, 'Hi ', ['name']],
    ['Hi {{name}}', { name: '' }, 'Hi ', ['name']],
    ['Hi {{name}}', { name: ' \u00a0\u200b\t' }, 'Hi ', ['name']],
    ['Hi {{name}}', { name: null }, 'Hi ', ['name']],
    ['Hi {{Name}}', { name: 'Amina' }, 'Hi ', ['Name']],
    ['{{a}} {{b}} {{a}}', {}, '  ', ['a', 'b']],
    ['{{a}} {{a|x}}', {}, ' x', ['a']],
    ['You owe {{sum}}', { sum: 0 }, 'You owe 0'],
    ['{{sum}}', { sum: Number.NaN }, '', ['sum']],
    ['{{constructor}}{{__proto__}}{{toString}}', {}, '', ['constructor', '__proto__', 'toString']],
    ['{{a}}', { a: '{{b}}', b: 'x' }, '{{b}}'],
    ['{{a}}', { a: '$& $1' }, '$& $1'],
    ['{{}}', { '': 'x' }, 'x'],
    ['{{}}', {}, '', ['']],
  ])('%j with %j', (template, variables, text, missing = []) => {
    expect(rendered(template, variables)).toEqual({ text, missing })
  })

  it.each([
    ['Hi {{name', 'Hi {{name'],
    ['Hi name}}', 'Hi name}}'],
    ['Hi {name}', 'Hi {name}'],
    ['}} {{', '}} {{'],
    ['{{{name}}}', '{Amina}'],
    ['{{oops {{name}}', '{{oops Amina'],
    ['{{name}} {{oops', 'Amina {{oops'],
    ['', ''],
  ])('reads unpaired braces in %j as text', (template, text) => {
    expect(rendered(template, { name: 'Amina' })).toEqual({ text, missing: [] })
  })

  it('takes NUL and halves of surrogate pairs out of the text and the values', () => {
    expect(rendered('a\0b\ud83d {{x}}', { x: 'c\0d\ude00' })).toEqual({
      text: 'ab\ufffd cd\ufffd',
      missing: [],
    })
    expect(cleanText('a\0b\ude00😀')).toBe('ab\ufffd😀')
    // A pair split between text and value is not a pair that anyone wrote.
    expect(rendered('\ud83d{{x}}', { x: '\ude00' }).text).toBe('\ufffd\ufffd')
  })

  it('reports a name of a million characters, and reads a million braces, without delay', async () => {
    const name = 'n'.repeat(1_000_000)
    expect(rendered(`{{${name}}}`).missing).toEqual([name])
    const spent = await processorTime(() => {
      parseTemplate('{'.repeat(1_000_000))
      parseTemplate('{{ '.repeat(300_000))
      parseTemplate(`${'{{'.repeat(300_000)}}}`)
      parseTemplate('{{a}}'.repeat(200_000))
    })
    expect(spent).toBeLessThan(2000)
  })

  it('lists the names, and those that need a value', () => {
    const template = parseTemplate('{{b}} {{a|x}} {{b}} {{c|}} {{a}}')
    expect(placeholderNames(template)).toEqual(['b', 'a', 'c'])
    expect(requiredNames(template)).toEqual(['b', 'a'])
  })

  it('never sends a placeholder, whatever the text: values that are all given leave no trace of names', () => {
    const piece = fc.oneof(
      fc.constantFrom('{{', '}}', '{', '}', '|', 'a', 'b', ' ', '\n'),
      fc.string({ maxLength: 3 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        const template = parseTemplate(text)
        const { missing } = render(template, {})
        for (const name of missing) expect(requiredNames(template)).toContain(name)
        expect(missing).toEqual(requiredNames(template))
        // What is left of the text has no pair of double braces in it.
        for (const literal of template.texts) expect(literal).not.toMatch(/\{\{[\s\S]*\}\}/)
      }),
    )
  })
})
