import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { createLogger } from './log.ts'

function capture(options: Parameters<typeof createLogger>[0] = {}) {
  const lines: string[] = []
  const log = createLogger({ level: 'debug', pretty: false, write: (line) => lines.push(line), ...options })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? 'null') as Record<string, unknown> }
}

describe('the log', () => {
  test('writes one JSON object a line', () => {
    const { log, last } = capture()
    log.info('chunk done', { messageId: 7, count: 3n })
    expect(last()).toMatchObject({ level: 'info', message: 'chunk done', messageId: 7, count: '3' })
  })

  test('drops what is below its level', () => {
    const { log, lines } = capture({ level: 'warn' })
    log.info('no')
    log.warn('yes')
    expect(lines).toHaveLength(1)
  })

  test('a child adds its fields', () => {
    const { log, last } = capture()
    log.child({ worker: 'w1' }).error('lost', { chunk: 2 })
    expect(last()).toMatchObject({ worker: 'w1', chunk: 2 })
  })

  test.each([
    ['msisdn', '254712345678'],
    ['to', ['254712345678']],
    ['phoneNumber', 254712345678],
    ['recipient_numbers', ['254712345678']],
    ['text', 'dear Ann'],
    ['messageContent', 'dear Ann'],
    ['apiKey', 'k-1'],
    ['x-api-key', 'k-1'],
    ['authToken', 'k-1'],
    ['private_key', 'k-1'],
    ['newPassword', 'hunter2'],
  ])('never writes what stands under %s', (name, value) => {
    const { log, lines } = capture()
    log.error('trouble', { [name]: value, deep: { list: [{ [name]: value }] } })
    expect(lines[0]).not.toMatch(/254712345678|dear Ann|k-1|hunter2/)
  })

  test.each(['messageId', 'keyId', 'total', 'partsSent', 'textual'])('%s is written', (name) => {
    const { log, last } = capture()
    log.info('fine', { [name]: 5 })
    expect(last()[name]).toBe(5)
  })

  test('an error keeps its name and place but not the numbers and passwords it quotes', () => {
    const { log, lines, last } = capture()
    const cause = new Error('Key (msisdn)=(254712345678) already exists')
    log.error('failed', {
      error: new TypeError('no route to postgresql://longwave:s3cret@127.0.0.1:5/x', { cause }),
    })
    expect(lines[0]).not.toMatch(/254712345678|s3cret/)
    expect(last().error).toMatchObject({ name: 'TypeError', message: expect.stringContaining('no route') })
  })

  test('a terminal gets a short line', () => {
    const { log, lines } = capture({ pretty: true })
    log.info('ready', { port: 3000 })
    expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d info {2}ready port=3000$/)
  })
})

test('a reader that goes away does not end the program', async () => {
  const script = `const { createLogger } = await import('${new URL('./log.ts', import.meta.url).href}')
    const log = createLogger()
    setInterval(() => log.info('line'), 5)
    setTimeout(() => process.exit(7), 400)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  child.stderr.once('data', () => child.stderr.destroy())
  expect(await once(child, 'exit')).toEqual([7, null])
})
