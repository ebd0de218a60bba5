import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { EnvError, envKeys, parseEnv } from './env.ts'

describe('the environment', () => {
  test('an empty environment is a working one', () => {
    expect(parseEnv({})).toEqual({
      PORT: 3000,
      HOST: '127.0.0.1',
      DATA_DIR: resolve('.data'),
      PUBLIC_URL: 'http://127.0.0.1:3000',
      TRUSTED_PROXIES: ['127.0.0.0/8', '::1'],
      ROLE: 'all',
      LOG_LEVEL: 'info',
      REHEARSAL: 'on',
    })
  })

  test('an empty value means not set', () => {
    expect(parseEnv({ PORT: '', DATABASE_URL: ' ', PUBLIC_URL: '' })).toEqual(parseEnv({}))
  })

  test('the public address follows host and port and has no trailing slash', () => {
    expect(parseEnv({ HOST: '0.0.0.0', PORT: '81' }).PUBLIC_URL).toBe('http://localhost:81')
    expect(parseEnv({ HOST: '::1' }).PUBLIC_URL).toBe('http://[::1]:3000')
    expect(parseEnv({ PUBLIC_URL: 'https://sms.example.org/' }).PUBLIC_URL).toBe('https://sms.example.org')
  })

  test('every wrong setting is named in one go', () => {
    const wrong = { PORT: '99999', ROLE: 'boss', DATABASE_URL: 'mysql://x', ENCRYPTION_KEY: 'short' }
    expect(() => parseEnv(wrong)).toThrow(EnvError)
    expect(() => parseEnv(wrong)).toThrow(
      /PORT must be between.*\n.*DATABASE_URL must.*\n.*ENCRYPTION_KEY must.*\n.*ROLE must/,
    )
  })

  test('a refused secret is not repeated in the message', () => {
    expect(() => parseEnv({ AUTH_SECRET: 'hunter2' })).toThrow(/^(?!.*hunter2).*AUTH_SECRET must have/)
  })

  test('.env.example names exactly the keys that are read', () => {
    const example = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8')
    const named = [...example.matchAll(/^#?([A-Z_]+)=/gm)].map((match) => match[1])
    expect(named).toEqual([...envKeys])
  })

  test('each key of .env.example has one line that explains it', () => {
    const lines = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8').split('\n')
    for (const [i, line] of lines.entries()) {
      if (/^#?[A-Z_]+=/.test(line)) expect(lines[i - 1]).toMatch(/^# \S.*/)
    }
  })
})
