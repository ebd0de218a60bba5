import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { findProvider, providers } from './registry.ts'

test('a provider is found by its name, and no other is', () => {
  for (const provider of providers) expect(findProvider(provider.name)).toBe(provider)
  expect(findProvider('nobody')).toBeNull()
})

test('names are unique, in small letters and digits', () => {
  const names = providers.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9]*$/)
})

describe.each(providers.map(({ name }) => name))('%s', (name) => {
  const folder = `${import.meta.dirname}/${name}`

  test('has an adapter and an emulator in folders of its name', () => {
    expect(existsSync(`${folder}/index.ts`)).toBe(true)
    expect(existsSync(`${import.meta.dirname}/../../emulators/${name}/server.ts`)).toBe(true)
  })

  test('is run through the contract suite', () => {
    const tests = globSync(`${folder}/**/*.test.ts`).map((file) => readFileSync(file, 'utf8'))
    expect(
      tests.filter((source) => new RegExp(`^ *describeProvider\\(\\s*${name}\\b`, 'm').test(source)),
    ).not.toEqual([])
  })

  /** The rehearsal's emulator has faults by shares and no control to switch them on one by one. */
  test.skipIf(name === 'rehearsal')('meets each fault of its emulator, in a table or elsewhere', async () => {
    const { startEmulator } = (await import(`../../emulators/${name}/server.ts`)) as {
      startEmulator: () => Promise<{ control: { hazardKinds(): object }; close(): Promise<void> }>
    }
    const { control, close } = await startEmulator()
    await close()
    const sources = globSync([`${folder}/*.ts`, `${import.meta.dirname}/contract-hazards.ts`]).map((file) =>
      readFileSync(file, 'utf8'),
    )
    expect(sources.filter((source) => source.includes('describeHazards('))).not.toHaveLength(0)
    // Receipts in the wrong order, twice or too soon are the matter of those who apply them.
    const kinds = Object.keys(control.hazardKinds()).filter((kind) => !kind.startsWith('receipt-'))
    expect(kinds.filter((kind) => !sources.some((source) => source.includes(`'${kind}'`)))).toEqual([])
  })

  test('and its emulator share no code', () => {
    const imports = (pattern: string) =>
      globSync(pattern)
        .filter((file) => !file.endsWith('.test.ts'))
        .flatMap((file) =>
          [...readFileSync(file, 'utf8').matchAll(/(?:from|import) '([^']+)'/g)].map((m) => m[1]),
        )
    const emulator = imports(`${import.meta.dirname}/../../emulators/${name}/*.ts`)
    expect(emulator.length).toBeGreaterThan(0)
    expect(emulator.filter((path) => path?.includes('lib/'))).toEqual([])
    expect(imports(`${folder}/**/*.ts`).filter((path) => path?.includes('emulators'))).toEqual([])
  })
})
