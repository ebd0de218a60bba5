import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

// Every way into the product from outside goes through route() or action(), which find out who asks and whether they may.

const files = readdirSync('app', { recursive: true, encoding: 'utf8' }).map((file) => `app/${file}`)
const read = (file: string) => readFileSync(file, 'utf8')

/** Doors that find out who asks in another way, each with why. */
const own: Record<string, string> = {
  'app/api/auth/[...nextauth]/route.ts': 'sign-in itself, in next-auth’s protocol',
  'app/api/[[...path]]/route.ts': 'answers that there is nothing',
  'app/(auth)/actions.ts': 'signs in and out, and changes one’s own password',
}
/** Routes that ask nobody who they are. */
const open = [
  'app/api/callbacks/[token]/route.ts',
  'app/api/health/route.ts',
  'app/api/v2/openapi.json/route.ts',
]

describe.each(files.filter((file) => file.endsWith('/route.ts') && !own[file]))('%s', (file) => {
  const text = read(file)
  test('exports nothing but what route() makes', () => {
    const exported = [...text.matchAll(/^export .*$/gm)].map(([line]) => line)
    expect(exported.length).toBeGreaterThan(0)
    for (const line of exported)
      expect(line).toMatch(/^export const (\{ GET, .* \} = methods|[A-Z]+ = route)\(\{/)
    // A method that is answered is `route({…})`, or a constant that is.
    for (const [, made = ''] of text.matchAll(/\b(?:GET|POST|PUT|PATCH|DELETE): (\w+)/g))
      expect(made === 'route' ? 'route' : text).toMatch(
        made === 'route' ? 'route' : `const ${made} = route({`,
      )
  })

  test('asks who it is, unless it is known to be open', () => {
    expect(text.includes("access: 'public'")).toBe(open.includes(file))
  })
})

describe.each(
  files.filter((file) => /\.tsx?$/.test(file) && /^'use server'/m.test(read(file)) && !own[file]),
)('%s', (file) => {
  test('exports nothing but what action() makes', () => {
    const exported = [...read(file).matchAll(/^export .*$/gm)].map(([line]) => line)
    expect(exported.length).toBeGreaterThan(0)
    for (const line of exported) expect(line).toMatch(/^export const \w+ = action\(\{$/)
  })
})

test('the list of exceptions names files that are there', () => {
  for (const file of [...Object.keys(own), ...open]) expect(files).toContain(file)
})

test('every page of the dashboard stands behind the layout that asks for the session, and asks for it itself', () => {
  for (const file of files.filter(
    (name) => name.startsWith('app/(dashboard)/') && name.endsWith('/page.tsx'),
  ))
    expect(read(file), file).toMatch(/currentUser\(|redirect\(|notFound\(|readMessage\(/)
})
