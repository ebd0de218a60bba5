import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { StartError } from '#lib/platform/start-error.ts'

/**
 * What the browser must have loaded before a screen can be used, in kilobytes (1,000 bytes) of gzipped JavaScript. Of this
 * Next and React themselves are about 139: what a screen needs beside the frame comes after it (`components/ui/later.tsx`).
 */
const most = { composer: 200, other: 150 }

const build = '.next'
const composer = '/(dashboard)/messages/new/page'

/** Weighs the first load of every screen of the present build. Throws `StartError` with those that are too heavy. */
export function checkWeight(say: (line: string) => void): void {
  const screens = pagesOf().map((page) => ({ page, kilobytes: weigh(page) / 1000 }))
  const heavy = screens.filter(
    ({ page, kilobytes }) => kilobytes > (page === composer ? most.composer : most.other),
  )
  const heaviest = screens.toSorted((a, b) => b.kilobytes - a.kilobytes).slice(0, 3)
  say(`✓ weight of ${screens.length} screens; ${heaviest.map(inWords).join(', ')}`)
  if (heavy.length > 0) throw new StartError(`✗ too heavy to load at first: ${heavy.map(inWords).join(', ')}`)
}

const inWords = ({ page, kilobytes }: { page: string; kilobytes: number }) =>
  `${page.replace(/\/page$/, '')} ${kilobytes.toFixed(1)} kB`

const readJson = (file: string) => JSON.parse(readFileSync(join(build, file), 'utf8'))

/** Screens of the product; Next's own for errors are not. */
const pagesOf = (): string[] =>
  Object.keys(readJson('server/app-paths-manifest.json')).filter(
    (name) => name.endsWith('/page') && !name.startsWith('/_'),
  )

function weigh(page: string): number {
  const files = new Set<string>(readJson('build-manifest.json').rootMainFiles)
  for (const list of Object.values(clientFiles(page))) for (const file of list) files.add(file)
  return [...files].reduce(
    (sum, file) => sum + gzipSync(readFileSync(join(build, file)), { level: 9 }).length,
    0,
  )
}

/** Next writes this list as a program that sets a global. */
function clientFiles(page: string): Record<string, string[]> {
  const program = readFileSync(join(build, 'server/app', `${page}_client-reference-manifest.js`), 'utf8')
  const manifests: Record<string, { entryJSFiles?: Record<string, string[]> }> = {}
  const context = createContext({ manifests })
  runInContext(`globalThis.__RSC_MANIFEST = manifests; ${program}`, context)
  return Object.values(manifests)[0]?.entryJSFiles ?? {}
}
