import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { monotonicMs, poll } from './clock.ts'
import { silentLogger } from './log.ts'
import { isAlive, signalProcess } from './process-identity.ts'
import { type SupervisedProgram, supervise } from './process-supervisor.ts'

describe('a supervised program', () => {
  let dir: string
  let notes: string
  const programs: SupervisedProgram[] = []
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'longwave-program-'))
    notes = join(dir, 'notes')
    writeFileSync(notes, '')
  })
  afterEach(async () => {
    for (const program of programs.splice(0)) await program.stop()
    rmSync(dir, { recursive: true, force: true })
  })

  const noted = (word: string) =>
    readFileSync(notes, 'utf8')
      .split('\n')
      .filter((line) => line.startsWith(word))
      .map((line) => Number(line.split(' ')[1]))
  const until = (what: () => boolean) => poll(() => what() || undefined, { everyMs: 10, forMs: 60_000 })

  function start(
    behaviour: string,
    options: { graceMs?: number; backoffMs?: number[] } = {},
  ): SupervisedProgram {
    const args = ['test/program.ts', behaviour, notes]
    const program = supervise({
      name: 'program',
      args,
      env: process.env,
      log: silentLogger(),
      graceMs: 5000,
      ...options,
    })
    programs.push(program)
    return program
  }

  test('is told to stop and finishes', async () => {
    const program = start('steady')
    await until(() => noted('started').length === 1)
    await program.stop()
    expect(noted('finished')).toEqual(noted('started'))
    expect(isAlive(noted('started')[0] ?? 0)).toBe(false)
  })

  test('is started again at once when it is killed', async () => {
    const program = start('steady')
    await until(() => noted('started').length === 1)
    signalProcess(noted('started')[0] ?? 0, 'SIGKILL')
    expect(await until(() => noted('started').length === 2)).toBe(true)
    expect(program.deaths()).toBe(1)
  })

  test('that ends again and again is started with growing gaps', async () => {
    const program = start('crashing', { backoffMs: [0, 20, 60_000] })
    expect(await until(() => program.deaths() === 3)).toBe(true)
    expect(noted('started')).toHaveLength(3)
  })

  test('that says that it cannot run is not started again', async () => {
    const program = start('hopeless')
    expect((await program.failed).message).toBe('The program cannot run; it says why above.')
    expect(noted('started')).toHaveLength(1)
  })

  test('that does not stop is ended when its grace is over', async () => {
    const program = start('stubborn', { graceMs: 100 })
    await until(() => noted('started').length === 1)
    await program.stop()
    expect(noted('refused')).toHaveLength(1)
    expect(isAlive(noted('started')[0] ?? 0)).toBe(false)
  })

  test('is not waited for when a second signal hastens the end', async () => {
    const program = start('stubborn', { graceMs: 60_000 })
    await until(() => noted('started').length === 1)
    const begin = monotonicMs()
    await program.stop(AbortSignal.timeout(50))
    expect(monotonicMs() - begin).toBeLessThan(20_000)
  })

  test('stops by itself when its supervisor is killed', async () => {
    const supervisor = spawn(process.execPath, ['test/program-supervisor.ts', 'steady', notes])
    await until(() => noted('started').length === 1)
    supervisor.kill('SIGKILL')
    expect(await until(() => noted('orphaned').length === 1)).toBe(true)
  })
})
