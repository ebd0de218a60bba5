const levels = { debug: 10, info: 20, warn: 30, error: 40, silent: 99 } as const
export type LogLevel = keyof typeof levels

export type LogFields = Record<string, unknown>

export type Logger = {
  debug: (message: string, fields?: LogFields) => void
  info: (message: string, fields?: LogFields) => void
  warn: (message: string, fields?: LogFields) => void
  error: (message: string, fields?: LogFields) => void
  /** A logger that adds these fields to each of its lines. */
  child: (fields: LogFields) => Logger
}

type Options = {
  level?: LogLevel
  /** One short line for a person instead of one JSON object for a machine. Default: whether stderr is a terminal. */
  pretty?: boolean
  /** Where a line goes, without its line break. Default: stderr. */
  write?: (line: string) => void
  fields?: LogFields
}

/** A logger of JSON lines. What it is given under a name of `hidden`, at any depth, is never written. */
export function createLogger(options: Options = {}): Logger {
  const { level = 'info', pretty = process.stderr.isTTY === true, fields: own = {} } = options
  const write = options.write ?? toStderr()
  const log = (at: Exclude<LogLevel, 'silent'>, message: string, fields: LogFields = {}) => {
    if (levels[at] < levels[level]) return
    const safe = redact({ ...own, ...fields }, 0) as LogFields
    write(pretty ? prettyLine(at, message, safe) : jsonLine(at, message, safe))
  }
  return {
    debug: (message, fields) => log('debug', message, fields),
    info: (message, fields) => log('info', message, fields),
    warn: (message, fields) => log('warn', message, fields),
    error: (message, fields) => log('error', message, fields),
    child: (fields) => createLogger({ ...options, fields: { ...own, ...fields } }),
  }
}

/** A logger that keeps quiet, for tests and one-off programs. */
export const silentLogger = (): Logger => createLogger({ level: 'silent' })

const ignore = () => undefined

/** Whoever read our lines may be gone (`npm start | head`); that must not end a program that is sending. */
function toStderr(): (line: string) => void {
  if (!process.stderr.listeners('error').includes(ignore)) process.stderr.on('error', ignore)
  return (line) => void process.stderr.write(`${line}\n`)
}

const jsonLine = (level: string, message: string, fields: LogFields) =>
  JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })

function prettyLine(level: string, message: string, fields: LogFields): string {
  const rest = Object.entries(fields).map(([name, value]) =>
    typeof value === 'string' || typeof value === 'number'
      ? `${name}=${value}`
      : `${name}=${JSON.stringify(value)}`,
  )
  return [new Date().toTimeString().slice(0, 8), level.padEnd(5), message, ...rest].join(' ')
}

/** Words of a field's name under which a secret, a phone number or what somebody wrote may stand. */
const hidden = new Set(
  (
    'secret secrets token tokens password passwords passphrase apikey authorization cookie cookies credentials ' +
    'msisdn msisdns phone phones number numbers text texts content contents body bodies variables recipients to'
  ).split(' '),
)
const hiddenPairs = /(api|private|encryption|auth|access)[-_]?key(s)?$/i

function isHidden(name: string): boolean {
  if (hiddenPairs.test(name)) return true
  const words = name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/)
  return words.some((word) => hidden.has(word.toLowerCase()))
}

const maxDepth = 6

function redact(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string') return withoutUrlPassword(value)
  if (value instanceof Error) return redactError(value, depth)
  if (value instanceof Date || typeof value !== 'object' || value === null) return value
  if (depth >= maxDepth) return '[deeper]'
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      item !== undefined && isHidden(name) ? '[hidden]' : redact(item, depth + 1),
    ]),
  )
}

// Errors of drivers and providers quote what they were given, so numbers are blanked out of their messages.
const blankNumbers = (text: string) => withoutUrlPassword(text).replace(/\+?\d{8,}/g, '[number]')

function redactError(error: Error, depth: number): LogFields {
  const { code } = error as { code?: unknown }
  return {
    name: error.name,
    message: blankNumbers(error.message),
    ...(typeof code === 'string' && { code }),
    ...(error.stack !== undefined && { stack: blankNumbers(error.stack) }),
    ...(error.cause !== undefined && depth < maxDepth && { cause: redact(error.cause, depth + 1) }),
  }
}

const withoutUrlPassword = (text: string) => text.replace(/(\w+:\/\/[^\s/:@]*):[^\s@/]+@/g, '$1:[hidden]@')
