import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { afterEach, expect, test } from 'vitest'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const start = async (stdin: 'pipe' | 'ignore') => {
  const child = spawn(process.execPath, [`${import.meta.dirname}/main.ts`, '--control'], {
    stdio: [stdin, 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await once(createInterface({ input: child.stdout as Readable }), 'line')
  const { url } = JSON.parse(line) as { url: string }
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  expect((await fetch(`${url}/control/counters`)).status).toBe(200)
  return { child, exit: once(child, 'exit') }
}

test('the program prints its address, serves, and ends on SIGTERM', async () => {
  const { child, exit } = await start('ignore')
  child.kill('SIGTERM')
  expect(await exit).toEqual([0, null])
})

test('the program ends when the one that started it is gone', async () => {
  const { child, exit } = await start('pipe')
  child.stdin?.destroy()
  expect(await exit).toEqual([0, null])
})
