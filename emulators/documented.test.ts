import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startEmulator as advanta } from './advanta/server.ts'
import { startEmulator as mesms } from './mesms/server.ts'
import { startEmulator as send2 } from './send2/server.ts'
import { startEmulator as twochat } from './twochat/server.ts'
import { startEmulator as voximplant } from './voximplant/server.ts'

const page = readFileSync(join(import.meta.dirname, '../docs/emulators.md'), 'utf8')

describe('docs/emulators.md', () => {
  it.each([send2, advanta, twochat, voximplant, mesms])(
    'names all that emulator %# can do',
    async (start) => {
      const { name, control, close } = await start()
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
    },
  )
})
