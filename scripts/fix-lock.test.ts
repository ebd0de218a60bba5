import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { missingEntries, platformOf } from './fix-lock.mjs'

test('the platform of a package is read from its name', () => {
  expect(platformOf('@next/swc-win32-arm64-msvc')).toEqual({ os: ['win32'], cpu: ['arm64'], optional: true })
  expect(platformOf('@biomejs/cli-linux-x64-musl')).toEqual({
    os: ['linux'],
    cpu: ['x64'],
    libc: ['musl'],
    optional: true,
  })
  expect(platformOf('@swc/core-linux-arm-gnueabihf')).toMatchObject({ cpu: ['arm'], libc: ['glibc'] })
  expect(platformOf('@tailwindcss/oxide-wasm32-wasi')).toEqual({ cpu: ['wasm32'], optional: true })
  expect(platformOf('fsevents')).toBeNull()
})

test('an entry is found beside its package and in the folders above', () => {
  const packages = {
    '': { optionalDependencies: { 'a-linux-x64': '1.0.0' } },
    'node_modules/b': {
      optionalDependencies: { 'c-linux-x64': '1.0.0', 'c-darwin-x64': '1.0.0', fsevents: '2' },
    },
    'node_modules/a-linux-x64': {},
    'node_modules/b/node_modules/c-linux-x64': {},
  }
  expect(Object.keys(missingEntries({ packages }))).toEqual(['node_modules/c-darwin-x64'])
})

test('the lock file of this repository serves every platform', () => {
  expect(missingEntries(JSON.parse(readFileSync('package-lock.json', 'utf8')))).toEqual({})
})
