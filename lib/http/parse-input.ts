import type { z } from 'zod'
import { AppError, type ErrorCode, httpStatus } from '#lib/shared/errors.ts'

/** Parses what came in, or throws an AppError that names the first field that is wrong and says what about it. */
export function parseInput<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  throw inputError(parsed.error)
}

/** The first thing that is wrong with an input, as an error for whoever sent it. */
export function inputError(error: z.ZodError): AppError {
  const [first] = error.issues
  if (!first) return new AppError('INVALID_REQUEST')
  const [issue, path] = deepest(first)
  const field = fieldName(path)
  const details = field === '' ? {} : { field }
  // A rule of our own names its code: z.refine(…, { params: { code: 'INVALID_SCHEDULE' } }).
  const own = issue.code === 'custom' ? issue.params : undefined
  const code = isErrorCode(own?.code) ? own.code : 'INVALID_REQUEST'
  return new AppError(code, { ...details, params: problemOf(issue) })
}

type Issue = z.core.$ZodIssue
type Path = readonly PropertyKey[]

// Of alternatives, the one that came furthest says most about what was meant.
function deepest(issue: Issue, above: Path = []): [Issue, Path] {
  const path = [...above, ...issue.path]
  if (issue.code !== 'invalid_union') return [issue, path]
  const inner = issue.errors
    .flatMap((issues) => issues.slice(0, 1).map((one) => deepest(one, path)))
    .sort((a, b) => b[1].length - a[1].length)
  const [best] = inner
  return best && best[1].length > path.length ? best : [issue, path]
}

/** `recipients[3].msisdn` */
const fieldName = (path: Path): string =>
  path.reduce<string>(
    (name, step) => (typeof step === 'number' ? `${name}[${step}]` : `${name}${name && '.'}${String(step)}`),
    '',
  )

const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(httpStatus, code)

type Params = Record<string, string | number>

/** The key under `problems` in the catalogues, with its values. */
function problemOf(issue: Issue): Params {
  switch (issue.code) {
    case 'invalid_type':
      return { problem: isMissing(issue) ? 'missing' : typeProblem(issue.expected) }
    case 'too_small':
      return { problem: lowProblem(issue), min: Number(issue.minimum) }
    case 'too_big':
      return { problem: highProblem(issue), max: Number(issue.maximum) }
    case 'invalid_value':
      return { problem: 'option', options: issue.values.map(String).join(', ') }
    case 'invalid_format':
      return { problem: formatProblems[issue.format] ?? 'form' }
    case 'custom':
      return ownProblem(issue.params)
    default:
      return { problem: 'form' }
  }
}

/** Only a parse with `reportInput` says what it was given. */
const isMissing = (issue: Issue) => 'input' in issue && issue.input === undefined

const formatProblems: Record<string, string> = {
  email: 'email',
  uuid: 'uuid',
  guid: 'uuid',
  url: 'url',
  datetime: 'datetime',
  date: 'date',
}

const typeProblems: Record<string, string> = {
  string: 'string',
  number: 'number',
  nan: 'number',
  int: 'integer',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
  record: 'object',
  date: 'date',
}
const typeProblem = (expected: string): string => typeProblems[expected] ?? 'form'

function lowProblem({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall): string {
  const isList = origin === 'array' || origin === 'set'
  if (origin === 'string' || isList) return minimum === 1 ? 'empty' : isList ? 'itemsMin' : 'lengthMin'
  return inclusive === false ? 'valueAbove' : 'valueMin'
}

function highProblem({ origin, inclusive }: z.core.$ZodIssueTooBig): string {
  if (origin === 'string') return 'lengthMax'
  if (origin === 'array' || origin === 'set') return 'itemsMax'
  return inclusive === false ? 'valueBelow' : 'valueMax'
}

function ownProblem(params: Record<string, unknown> | undefined): Params {
  const values = Object.entries(params ?? {}).filter(
    (entry): entry is [string, string | number] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number',
  )
  return { problem: 'form', ...Object.fromEntries(values.filter(([name]) => name !== 'code')) }
}
