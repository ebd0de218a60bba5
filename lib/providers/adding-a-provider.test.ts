import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { providers } from './registry.ts'

const root = join(import.meta.dirname, '../..')

/** Code in which a provider's name may stand: its folder, its emulator, the registry, and tests of anything. */
const isItsPlace = (file: string, name: string): boolean =>
  file.startsWith(`lib/providers/${name}/`) ||
  file.startsWith(`emulators/${name}/`) ||
  file === 'lib/providers/registry.ts' ||
  /\.(db\.)?test\.tsx?$/.test(file)

const sources = globSync(['{app,components,lib,worker,emulators}/**/*.{ts,tsx}', 'locales/*.json'], {
  cwd: root,
}).map((file) => ({ file: file.replaceAll('\\', '/'), text: readFileSync(join(root, file), 'utf8') }))

/** The rehearsal is run by the product itself, which has to know it. */
describe.each(providers.map(({ name }) => name).filter((name) => name !== 'rehearsal'))('%s', (name) => {
  test('is named by nothing but its folder, its emulator and the registry', () => {
    // As a word of code: in quotes, in a path, or as what the adapter's folder exports.
    const word = new RegExp(`['"\`/]${name}['"\`/]|^import \\{[^}]*\\b${name}\\b`, 'm')
    const places = sources.filter(({ file, text }) => !isItsPlace(file, name) && word.test(text))
    expect(places.map(({ file }) => file)).toEqual([])
  })

  test('has one import and one place in the list of the registry', () => {
    const registry = readFileSync(join(import.meta.dirname, 'registry.ts'), 'utf8')
    const lines = registry.split('\n').filter((line) => new RegExp(`\\b${name}\\b`).test(line))
    expect(lines).toEqual([
      `import { ${name} } from './${name}/index.ts'`,
      expect.stringMatching(/^export const providers/),
    ])
  })
})
