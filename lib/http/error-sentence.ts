import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Messages } from 'next-intl'
import { errorValues } from '#lib/shared/error-values.ts'
import type { AppError } from '#lib/shared/errors.ts'
import { chooseLocale } from './choose-locale.ts'

const folder = () => join(process.cwd(), 'locales')
const read = new Map<string, Messages>()
let languages: readonly string[] | undefined

/** Languages that have a catalogue: one file in `locales/` is one language. Looked up once; a new file needs a restart. */
function knownLanguages(): readonly string[] {
  languages ??= readdirSync(folder())
    .filter((file) => /^[a-z]{2,3}\.json$/.test(file))
    .map((file) => file.slice(0, -'.json'.length))
  return languages
}

/** The words of a language such as `th` or `en-KE`; English where there is no such catalogue. */
function wordsOf(locale: string): Messages {
  const language = locale.split('-', 1)[0] ?? ''
  const name = knownLanguages().includes(language) ? language : 'en'
  const words =
    read.get(name) ?? (JSON.parse(readFileSync(join(folder(), `${name}.json`), 'utf8')) as Messages)
  read.set(name, words)
  return words
}

/** The language for whoever sent these headers: the person's own, else the one chosen on this device, else the browser's. */
export function localeOfHeaders(headers: Headers, cookie: string | null, own: string | null = null): string {
  return chooseLocale({
    chosen: own ?? cookie ?? undefined,
    acceptLanguage: headers.get('accept-language') ?? undefined,
    available: knownLanguages(),
  }).locale
}

type Subject = {
  /** A form shows the sentence at its field and says "This is missing", a program needs the name: "“content” is missing". */
  nameField: boolean
}

/**
 * What a person reads. An INVALID_REQUEST may say in `params.problem` which of the sentences under `problems` fits, and
 * with what values.
 */
export function errorSentence(locale: string, error: AppError, { nameField }: Subject): string {
  const words = wordsOf(locale)
  const { problem, ...values } = error.params
  if (error.code === 'INVALID_REQUEST' && isProblem(words, problem)) {
    const field = nameField && error.field ? error.field : 'none'
    return format(locale, words.problems[problem], { min: 0, max: 0, options: '', ...values, field })
  }
  const field = error.field ?? 'none'
  return format(
    locale,
    words.errors[error.code],
    errorValues(locale, { field, setting: field, ...error.params }),
  )
}

/** What is said about a field that is not known and was left out. */
export const unknownFieldWarning = (locale: string, field: string) => ({
  warning: format(locale, wordsOf(locale).problems.unknownField, { field }),
  code: 'UNKNOWN_FIELD',
  field,
})

/** Not by next-intl, whose build leaves out the part that reads sentences: the pages' catalogues are compiled. */
const format = (locale: string, sentence: string, values: Record<string, string | number>): string =>
  String(new IntlMessageFormat(sentence, locale).format(values))

const isProblem = (words: Messages, problem: unknown): problem is keyof Messages['problems'] =>
  typeof problem === 'string' && Object.hasOwn(words.problems, problem)
