import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, describe, expect, it } from 'vitest'

let child: ChildProcess | undefined
afterEach(() => {
  child?.kill('SIGKILL')
})

function run(...args: string[]): ChildProcess {
  child = spawn(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args])
  return child
}

async function firstLine(program: ChildProcess): Promise<string> {
  if (!program.stdout) throw new Error('No standard output.')
  const [line] = await once(createInterface(program.stdout), 'line')
  return String(line)
}

describe('the program that starts the emulators', () => {
  it('starts those that are named, offers their controls, and ends on SIGTERM', async () => {
    const program = run('--json', '--token', 'secret', 'send2', 'mesms', 'rehearsal')
    const said = JSON.parse(await firstLine(program))
    expect(Object.keys(said.emulators)).toEqual(['send2', 'mesms', 'rehearsal'])
    const headers = { 'x-control-token': 'secret' }
    const account = await (await fetch(`${said.control}/send2/account`, { headers })).json()
    expect(account).toEqual({
      settings: { baseUrl: said.emulators.send2, allowPrivateHosts: true },
      secrets: { token: 'send2-token' },
    })
    const credit = await fetch(`${said.emulators.mesms}/api/v2/credit`, {
      headers: { 'x-api-key': 'mesms-key' },
    })
    expect(await credit.json()).toEqual({ credit: 10_000_000 })
    const ended = once(program, 'exit')
    program.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
    await expect(fetch(said.emulators.send2)).rejects.toThrow()
    await expect(fetch(said.emulators.rehearsal)).rejects.toThrow()
  })

  it('names the emulators there are when it is asked for another', async () => {
    const program = run('send3')
    let complaint = ''
    program.stderr?.on('data', (piece) => {
      complaint += piece
    })
    expect((await once(program, 'exit'))[0]).toBe(1)
    expect(complaint).toMatch(/send3.*advanta.*mesms.*rehearsal.*send2.*twochat.*voximplant/s)
  })
})
