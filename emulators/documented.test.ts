import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Control, Emulator } from './shared/emulator.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/emulators.md'), 'utf8')

/** The rehearsal is the product's own and has a control of its own. */
const folders = globSync('*/server.ts', { cwd: import.meta.dirname })
  .map((file) => dirname(file))
  .filter((name) => name !== 'shared' && name !== 'rehearsal')

describe('docs/emulators.md', () => {
  it.each(folders)('names all that the emulator %s can do', async (folder) => {
    const { startEmulator } = (await import(`./${folder}/server.ts`)) as {
      startEmulator: () => Promise<Emulator<Control<object>>>
    }
    const { name, control, close } = await startEmulator()
    await close()
    const rows = page.split('\n').filter((line) => line.startsWith(`| \`${name}\` |`))
    expect(rows).toHaveLength(3)
    const own = rows.join('\n')
    const missing = [
      ...Object.keys(control.settings()).filter((key) => !own.includes(`\`${key}\``)),
      ...[...Object.keys(control.hazardKinds()), ...Object.keys(control)].filter(
        (key) => !page.includes(`\`${key}\``),
      ),
    ]
    expect(missing).toEqual([])
  })
})
