import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { identify, lives } from './process-identity.ts'
import { acquireLock, LockedError, lockHolder } from './process-lock.ts'

const lockModule = new URL('./process-lock.ts', import.meta.url).href

describe('a lock file', () => {
  let dir: string
  let path: string
  const children: ChildProcess[] = []
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'longwave-lock-'))
    path = join(dir, 'sub', 'lock')
  })
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
    rmSync(dir, { recursive: true, force: true })
  })

  async function holdElsewhere(): Promise<ChildProcess> {
    const script = `const { acquireLock } = await import('${lockModule}'); await acquireLock(${JSON.stringify(path)});
      console.log('held'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    children.push(child)
    await once(child.stdout, 'data')
    return child
  }

  test('is free again after its release', async () => {
    const lock = await acquireLock(path)
    expect(lockHolder(path)?.pid).toBe(process.pid)
    lock.release()
    expect(existsSync(path)).toBe(false)
    const again = await acquireLock(path)
    again.release()
  })

  test('held by a living process it is refused, with who holds it', async () => {
    const child = await holdElsewhere()
    const waitedFor: number[] = []
    const attempt = acquireLock(path, { waitMs: 250, onWait: (holder) => waitedFor.push(holder.pid) })
    await expect(attempt).rejects.toThrow(LockedError)
    await expect(acquireLock(path)).rejects.toMatchObject({ holder: { pid: child.pid } })
    expect(waitedFor).toEqual([child.pid])
  })

  test('of a killed process is taken over', async () => {
    const child = await holdElsewhere()
    child.kill('SIGKILL')
    await once(child, 'exit')
    const lock = await acquireLock(path)
    expect(lockHolder(path)?.pid).toBe(process.pid)
    lock.release()
  })

  test('whose pid now belongs to another process is taken over', async () => {
    const child = await holdElsewhere()
    writeFileSync(path, JSON.stringify({ pid: child.pid, started: 'another-boot:17' }))
    const lock = await acquireLock(path)
    lock.release()
  })

  test('that was cut off while it was written is taken over', async () => {
    await (await acquireLock(path)).release()
    writeFileSync(path, '{"pid": 12')
    const lock = await acquireLock(path)
    lock.release()
  })

  test('somebody who waits gets it when the holder goes', async () => {
    const child = await holdElsewhere()
    const attempt = acquireLock(path, { waitMs: 10_000 })
    child.kill('SIGTERM')
    ;(await attempt).release()
  })

  test('a release does not take away what meanwhile belongs to somebody else', async () => {
    const lock = await acquireLock(path)
    rmSync(path)
    await holdElsewhere()
    lock.release()
    expect(existsSync(path)).toBe(true)
  })

  test('of many who find it stale at once, one gets it', async () => {
    await (await acquireLock(path)).release()
    writeFileSync(path, JSON.stringify({ pid: 1, started: 'another-boot:1' }))
    const attempt = `const { acquireLock } = await import('${lockModule}');
      try { await acquireLock(${JSON.stringify(path)}); console.log('won') } catch { console.log('lost') }
      setInterval(() => {}, 1000)`
    const results = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const child = spawn(process.execPath, ['--input-type=module', '-e', attempt], {
          stdio: ['ignore', 'pipe', 'inherit'],
        })
        children.push(child)
        const [said] = (await once(child.stdout, 'data')) as [Buffer]
        return said.toString().trim()
      }),
    )
    expect(results.filter((result) => result === 'won')).toHaveLength(1)
  })
})

describe('the identity of a process', () => {
  test('lives as long as the process', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    const identity = identify(child.pid as number)
    expect(identity).not.toBeNull()
    expect(lives(identity as NonNullable<typeof identity>)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(lives(identity as NonNullable<typeof identity>)).toBe(false)
  })
})
