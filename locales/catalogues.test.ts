import { readdirSync, readFileSync } from 'node:fs'
import { createTranslator } from 'next-intl'
import { describe, expect, test } from 'vitest'
import { errorPlaceholders, errorValues } from '../lib/shared/error-values.ts'
import { httpStatus } from '../lib/shared/errors.ts'
import english from './en.json' with { type: 'json' }
import { placeholdersOf } from './placeholders.ts'

type Words = { [key: string]: string | Words }

const read = (language: string) =>
  JSON.parse(readFileSync(new URL(`./${language}.json`, import.meta.url), 'utf8')) as Words

const flatten = (words: Words, path = ''): Record<string, string> =>
  Object.fromEntries(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${path}${key}`, value]]
        : Object.entries(flatten(value, `${path}${key}.`)),
    ),
  )

const languages = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))

const sentences = flatten(english as Words)

describe.each(languages)('the catalogue %s', (language) => {
  const words = read(language)
  const translated = flatten(words)
  const translate = createTranslator({
    locale: language,
    messages: words as unknown as typeof english,
    onError: (error) => {
      throw error
    },
  })

  test('says the same things as the English one', () => {
    expect(Object.keys(translated).sort()).toEqual(Object.keys(sentences).sort())
  })

  test('uses the same placeholders as the English one', () => {
    const placeholders = (catalogue: Record<string, string>) =>
      Object.fromEntries(Object.entries(catalogue).map(([key, value]) => [key, placeholdersOf(value)]))
    expect(placeholders(translated)).toEqual(placeholders(sentences))
  })

  test('leaves nothing empty', () => {
    expect(Object.keys(translated).filter((key) => translated[key]?.trim() === '')).toEqual([])
  })

  test('keeps its namespaces in alphabetical order, so that two people adding words do not collide', () => {
    expect(Object.keys(words)).toEqual(Object.keys(words).sort())
  })

  test.each(Object.keys(httpStatus))('has a sentence for %s that can be read without any detail', (code) => {
    const sentence = translate(`errors.${code}` as 'errors.NOT_FOUND', errorValues(language))
    expect(sentence).not.toMatch(/none|undefined|[{}]/)
    expect(sentence.length).toBeGreaterThan(10)
  })

  test('speaks of nothing in an error that nobody passes', () => {
    const named = Object.entries(translated).filter(([key]) => key.startsWith('errors.'))
    const unknown = named.flatMap(([, value]) =>
      placeholdersOf(value).filter((name) => !(errorPlaceholders as readonly string[]).includes(name)),
    )
    expect(unknown).toEqual([])
  })

  test('puts the details into an error where they are known', () => {
    const values = errorValues(language, {
      needed: 14_100,
      available: 9_000,
      country: 'KE',
      limit: 5,
      unit: 'parts',
    })
    expect(translate('errors.INSUFFICIENT_CREDITS', values)).toContain('14,100')
    expect(translate('errors.CONTENT_TOO_LONG', values)).toContain('5')
    expect(translate('errors.NO_PRICE', values)).toContain(
      new Intl.DisplayNames([language], { type: 'region' }).of('KE') ?? 'no name',
    )
  })
})

/** What each thing is called in Thai, and what it is not called: one word for one thing, as in English. */
const thaiWords: [name: string, word: string, others: string[]][] = [
  ['placeholder', 'ตัวแปร', ['ช่องว่าง', 'ตัวแทน', 'ช่องเติม']],
  ['sender', 'ชื่อผู้ส่ง', [' ผู้ส่ง', 'ทุกผู้ส่ง', 'ขอผู้ส่ง', 'เลือกผู้ส่ง']],
  ['stopped number', 'ห้ามส่ง', ['ถูกระงับไว้', 'ถูกห้าม']],
  ['contacts', 'รายชื่อติดต่อ', ['ผู้ติดต่อ']],
  ['inbox', 'กล่องข้อความ', ['กล่องเข้า', 'กล่องจดหมาย']],
  ['credentials', 'ข้อมูลรับรอง', ['ข้อมูลเข้าใช้', 'รหัสเข้าใช้']],
  ['callback', 'callback', ['เรียกกลับ']],
  ['doubtful', 'ไม่แน่ชัด', ['ไม่แน่ใจว่า']],
  ['undo', 'เรียกคืน', ['เลิกทำ']],
  ['failed', 'ไม่สำเร็จ', ['ล้มเหลว']],
  ['administrator', 'ผู้ดูแลระบบ', ['ผู้ดูแลดาวน์โหลด', 'แอดมิน']],
]

test.each(thaiWords)('in Thai a %s is %s and nothing else', (_name, word, others) => {
  const thai = Object.entries(flatten(read('th')))
  expect(thai.some(([, value]) => value.includes(word))).toBe(true)
  expect(thai.filter(([, value]) => others.some((other) => value.includes(other)))).toEqual([])
})
