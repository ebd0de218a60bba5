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
