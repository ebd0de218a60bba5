import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest'
import { testDatabase } from '#test/database.ts'
import { runAdmin } from './run.ts'

const database = testDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'longwave-admin-'))
afterEach(() => vi.restoreAllMocks())
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

type Run = { code: number | null; out: string; lastOut: string; lastError: string }

/** Runs a program of `scripts/` as a person would, on the test's database. */
async function program(script: string, args: string[], { input = '', env = {} } = {}): Promise<Run> {
  const child = spawn(process.execPath, [`scripts/${script}`, ...args], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      PUBLIC_URL: '',
      ADMIN_EMAIL: '',
      ...env,
    },
  })
  child.stdin.end(input)
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const [out, error] = await Promise.all([text(child.stdout), text(child.stderr)])
  const last = (all: string) => all.trimEnd().split('\n').at(-1) ?? ''
  return { code: await exit, out, lastOut: last(out), lastError: last(error) }
}

const admin = (args: string[], input = '') => program('admin.ts', args, { input })
const json = async (args: string[], input = '') => {
  const { code, lastOut, lastError } = await admin([...args, '--json'], input)
  expect([code, lastError]).toEqual([0, ''])
  return JSON.parse(lastOut) as Record<string, unknown>
}
const refused = async (args: string[], input = '') => {
  const { code, out, lastError } = await admin(args, input)
  expect([code, out]).toEqual([1, ''])
  return lastError
}

test('a key before the first start is refused, with what to do', async () => {
  expect(await refused(['key', 'create', '--name', 'shop', '--scope', '*', '--json'])).toBe(
    'There is no administrator yet whom this could belong to. Start Longwave once (npm start), or add one with “user create --role admin”.',
  )
})

describe('the first start', () => {
  test('of two at the same moment one sets up, and prints a password that is kept nowhere', async () => {
    const runs = await Promise.all([program('first-run.ts', []), program('first-run.ts', [])])
    expect(runs.map((run) => run.code)).toEqual([0, 0])
    const [said = '', ...others] = runs.map((run) => run.out).filter((out) => out !== '')
    expect(others).toEqual([])
    expect(said).toContain('admin@longwave.local')
    const [password = ''] = /\w{4}(-\w{4}){3}/.exec(said) ?? []
    expect(password).not.toBe('')
    const people = await database.query(
      'select email, role, must_change_password, password_hash from app_user',
    )
    expect(people).toMatchObject([
      { email: 'admin@longwave.local', role: 'admin', must_change_password: true },
    ])
    expect(JSON.stringify(people)).not.toContain(password)
    expect(await database.query('select name, is_default, default_country from account')).toEqual([
      { name: 'rehearsal', is_default: true, default_country: 'TH' },
    ])
    expect(await database.query('select value, status from sender')).toEqual([
      { value: 'REHEARSAL', status: 'approved' },
    ])
    const [installation] = await database.query<{ era: string }>('select era from installation')
    expect(installation?.era).toMatch(/^[a-z0-9]{8}$/)
  })

  test('is followed by starts that change nothing and say nothing', async () => {
    expect(await program('first-run.ts', [])).toMatchObject({ code: 0, out: '', lastError: '' })
    expect(await json(['status'])).toMatchObject({ credits: { balance: 10_000, held: 0 }, workers: [] })
  })

  test('with other keys a start is stopped with a sentence, and so is the command line', async () => {
    const other = { AUTH_SECRET: 'another secret with thirty-two letters' }
    const start = await program('first-run.ts', [], { env: other })
    expect(start).toMatchObject({ code: 78, lastError: expect.stringContaining('another AUTH_SECRET') })
    const status = await program('admin.ts', ['status'], { env: { ENCRYPTION_KEY: 'ab'.repeat(32) } })
    expect(status).toMatchObject({ code: 1, lastError: expect.stringContaining('another ENCRYPTION_KEY') })
  })
})

describe('the command line', () => {
  test('adds people, with a password of their own or one that works once', async () => {
    const made = await json(['user', 'create', '--email', 'Ann@example.com', '--role', 'viewer'])
    expect(made).toMatchObject({
      email: 'ann@example.com',
      role: 'viewer',
      oneTimePassword: expect.stringMatching(/^\w{4}-/),
    })
    const own = ['user', 'create', '--email', 'bob@example.com', '--role', 'operator', '--password-stdin']
    expect(await json(own, 'four words at random\n')).not.toHaveProperty('oneTimePassword')
    const reset = await json(['user', 'reset-password', '--email', 'bob@example.com'])
    expect(reset).toEqual({ email: 'bob@example.com', oneTimePassword: expect.stringMatching(/^\w{4}-/) })
    const rows = await database.query(
      'select email, must_change_password from app_user where id > 1 order by id',
    )
    expect(rows).toEqual([
      { email: 'ann@example.com', must_change_password: true },
      { email: 'bob@example.com', must_change_password: true },
    ])
  })

  test('makes keys for the first admin or for somebody', async () => {
    const made = await json(['key', 'create', '--name', 'shop', '--scope', 'sms:send', '--scope', 'sms:read'])
    expect(made).toMatchObject({
      key: expect.stringMatching(/^lw_/),
      scopes: ['sms:send', 'sms:read'],
      userId: 1,
    })
    expect(
      await json(['key', 'create', '--name', 'k', '--scope', '*', '--email', 'ann@example.com']),
    ).not.toMatchObject({ userId: 1 })
  })

  test('adds accounts, senders and credits, each in the audit log as its own', async () => {
    const settings = ['--settings', '{"defaultCountry":"KE","ratePerSecond":500}', '--secrets-stdin']
    const account = await json(
      ['account', 'create', '--provider', 'rehearsal', '--name', 'second', ...settings],
      '{}',
    )
    expect(account).toMatchObject({ name: 'second', defaultCountry: 'KE', ratePerSecond: 500 })
    const sender = await json(['sender', 'create', '--account', 'second', '--value', 'SHOP', '--approve'])
    expect(sender).toMatchObject({ name: 'SHOP', status: 'approved' })
    expect(await json(['credits', 'add', '--amount', '12.5'])).toEqual({ balance: 10_012.5, held: 0 })
    const entries = await database.query<{ action: string }>(
      `select action from audit_entry where details->>'by' = 'command line' order by id desc limit 3`,
    )
    expect(entries.map((entry) => entry.action)).toEqual(['credits.add', 'sender.create', 'account.create'])
  })

  test('prints lines for a person where no JSON is asked for', async () => {
    const { code, out } = await admin(['status'])
    expect(code).toBe(0)
    expect(out).toContain('credits balance: 10012.5\n')
    expect(out).toContain('workers: none\n')
  })

  test.each([
    [
      ['user', 'create', '--email', 'nope', '--role', 'admin'],
      '“--email” must be an e-mail address, such as name@example.com.',
    ],
    [
      ['user', 'create', '--email', 'c@example.com', '--role', 'boss'],
      '“--role” must be one of: viewer, operator, admin.',
    ],
    [['user', 'create', '--role', 'admin'], '“--email” is missing.'],
    [['user', 'create', '--email'], '“--email” is missing.'],
    [['user', 'create', '--mail', 'x'], 'This command has no option “--mail”. --help says which it has.'],
    [['key', 'create', '--name', 'k'], '“--scope” must not be empty.'],
    [['key', 'create', '--name', 'k', '--scope', 'all'], '“--scope” must be one of: sms:send, sms:read, *.'],
    [
      ['account', 'create', '--provider', 'rehearsal', '--name', 'x', '--settings', '{a'],
      '“--settings” is not valid JSON.',
    ],
    [['credits', 'add', '--amount', '1e5'], '“--amount” must be a number.'],
    [['users', 'list'], 'There is no command “users list”. --help lists them all.'],
  ])('%j is refused with one sentence', async (args, sentence) => {
    const out = vi.spyOn(console, 'log').mockReturnValue()
    const error = vi.spyOn(console, 'error').mockReturnValue()
    expect(await runAdmin(args)).toBe(1)
    expect(error.mock.calls).toEqual([[sentence]])
    expect(out).not.toHaveBeenCalled()
  })

  test('says whom it does not find', async () => {
    const sentence = 'There is no “carol@example.com”. Check how it is written.'
    expect(await refused(['user', 'reset-password', '--email', 'carol@example.com'])).toBe(sentence)
    const key = ['key', 'create', '--name', 'k', '--scope', '*', '--email', 'carol@example.com']
    expect(await refused(key)).toBe(sentence)
  })

  test('refuses a person who is there already', async () => {
    const again = ['user', 'create', '--email', 'bob@example.com', '--role', 'viewer', '--json']
    expect(await refused(again)).toContain('“bob@example.com” already exists.')
  })

  test('says what an amount of credits looks like', async () => {
    expect(await refused(['credits', 'add', '--amount', '0'])).toBe(
      'An amount such as 1 or 0.75, with at most three decimals.',
    )
  })

  test('refuses secrets that are not JSON without repeating them', async () => {
    const args = ['account', 'create', '--provider', 'rehearsal', '--name', 'x', '--secrets-stdin', '--json']
    expect(await refused(args, '{"token":"abc')).toBe('“--secrets-stdin” is not valid JSON.')
  })

  test('refuses a weak password and adds nobody', async () => {
    const args = ['user', 'create', '--email', 'weak@example.com', '--role', 'viewer', '--password-stdin']
    expect(await refused(args, 'short')).toContain('at least 10 characters')
    expect(await database.query(`select 1 from app_user where email = 'weak@example.com'`)).toEqual([])
  })

  test('lists what it can do', async () => {
    const { code, out } = await admin(['--help'])
    expect(code).toBe(0)
    for (const name of [
      'user create',
      'key create',
      'account create',
      'sender create',
      'credits add',
      'status',
    ]) {
      expect(out).toContain(`  ${name}`)
    }
    expect((await admin([])).code).toBe(1)
  })

  test('says what to do when the database cannot be reached', async () => {
    const away = { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' }
    const { code, lastError } = await program('admin.ts', ['status'], { env: away })
    expect([code, lastError]).toEqual([1, expect.stringContaining('Check DATABASE_URL')])
  })
})

describe('a command line that was there before the first start', () => {
  const early = testDatabase()
  const env = { DATABASE_URL: early.url }

  test('has made the only people: the start makes the rest and no admin', async () => {
    const args = ['user', 'create', '--email', 'first@example.com', '--role', 'admin', '--json']
    expect((await program('admin.ts', args, { env })).code).toBe(0)
    expect(await program('first-run.ts', [], { env })).toMatchObject({ code: 0, out: '' })
    expect(await early.query('select email from app_user')).toEqual([{ email: 'first@example.com' }])
    expect(await early.query('select name from account')).toEqual([{ name: 'rehearsal' }])
  })
})
