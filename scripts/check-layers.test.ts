import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

describe('the check of the layers', () => {
  let tree: string
  beforeEach(() => {
    tree = mkdtempSync(join(tmpdir(), 'longwave-layers-'))
    for (const name of ['.dependency-cruiser.cjs', 'package.json', 'tsconfig.json'])
      cpSync(name, join(tree, name))
    symlinkSync(resolve('node_modules'), join(tree, 'node_modules'))
    for (const [file, text] of Object.entries(innocent)) write(file, text)
  })
  afterEach(() => rmSync(tree, { recursive: true, force: true }))

  function write(file: string, text: string): void {
    mkdirSync(dirname(join(tree, file)), { recursive: true })
    writeFileSync(join(tree, file), text)
  }
  function check(floor = 5) {
    const script = resolve('scripts/check-layers.mjs')
    const { status, stderr } = spawnSync(process.execPath, [script, String(floor)], {
      cwd: tree,
      encoding: 'utf8',
    })
    return { status, stderr }
  }

  const innocent = {
    'lib/shared/errors.ts': 'export const errors = 1\n',
    'lib/platform/env.ts': "import { errors } from '#lib/shared/errors.ts'\nexport const env = errors\n",
    'lib/users/store.ts': "import { env } from '#lib/platform/env.ts'\nexport const rows = env\n",
    'lib/users/rules.ts': "import { errors } from '#lib/shared/errors.ts'\nexport const rule = errors\n",
    'lib/users/find-user.ts': "import { rows } from './store.ts'\nexport const findUser = rows\n",
    'lib/messages/send-message.ts':
      "import { findUser } from '#lib/users/find-user.ts'\nexport const send = findUser\n",
    'lib/providers/acme/index.ts': 'export const acme = 1\n',
    'lib/providers/beta/index.ts': 'export const beta = 1\n',
    'lib/queue/queue.ts': 'export const queue = 1\n',
    'worker/main.ts': "import { send } from '#lib/messages/send-message.ts'\nexport const main = send\n",
    'app/page.tsx': "import { send } from '#lib/messages/send-message.ts'\nexport default send\n",
  }

  test('has nothing against arrows that point down', () => {
    expect(check()).toEqual({ status: 0, stderr: '' })
  })

  test('sees an arrow of each forbidden kind', () => {
    const planted: Record<string, [file: string, imported: string]> = {
      'lib-never-imports-an-entry-point': ['lib/shared/a.ts', '../../app/page.tsx'],
      'entry-points-do-not-import-each-other': ['worker/b.ts', '../app/page.tsx'],
      'entry-points-call-use-cases-not-stores': ['worker/c.ts', '#lib/users/store.ts'],
      'app-does-not-send-or-queue': ['app/d.ts', '#lib/queue/queue.ts'],
      'browser-sees-only-rules-schema-shared': ['components/users/e.ts', '#lib/users/find-user.ts'],
      'ui-kit-knows-no-feature': ['components/ui/f.ts', '#lib/users/rules.ts'],
      'rules-and-schema-do-no-io': ['lib/users/schema.ts', '#lib/platform/env.ts'],
      'only-stores-touch-prisma': ['lib/users/g.ts', '@prisma/client'],
      'a-store-belongs-to-its-feature': ['lib/messages/h.ts', '#lib/users/store.ts'],
      'only-these-features-know-providers': ['lib/users/i.ts', '#lib/providers/acme/index.ts'],
      'support-folders-know-no-feature': ['lib/queue/j.ts', '#lib/users/rules.ts'],
      'http-knows-only-users': ['lib/http/k.ts', '#lib/messages/send-message.ts'],
      'platform-and-shared-are-the-floor': ['lib/platform/l.ts', '#lib/queue/queue.ts'],
      'shared-does-no-io': ['lib/shared/m.ts', '#lib/platform/env.ts'],
      'sms-is-pure': ['lib/sms/n.ts', '#lib/platform/env.ts'],
      'adapters-do-not-see-each-other': ['lib/providers/acme/o.ts', '../beta/index.ts'],
      'emulators-share-nothing-with-the-product': ['emulators/acme/p.ts', '#lib/shared/errors.ts'],
      'feature-order: users may use []': ['lib/users/q.ts', '#lib/messages/send-message.ts'],
      'no-dev-dependency-at-run-time': ['worker/r.ts', 'fast-check'],
      'everything-imported-exists': ['worker/s.ts', '#lib/users/gone.ts'],
    }
    for (const [file, imported] of Object.values(planted)) {
      write(file, `import * as found from '${imported}'\nexport const seen = found\n`)
    }
    write('lib/sms/x.ts', "import { y } from './y.ts'\nexport const x = () => y\n")
    write('lib/sms/y.ts', "import { x } from './x.ts'\nexport const y = () => x\n")
    const { status, stderr } = check()
    expect(status).toBe(1)
    for (const [rule, [file]] of Object.entries(planted)) expect(stderr).toContain(`${rule}: ${file} -> `)
    expect(stderr).toContain('no-cycles: lib/sms/')
  })

  test('fails when it reads less than it should, or does not understand #lib/', () => {
    expect(check(1000).stderr).toMatch(/read only \d+ modules, expected at least 1000/)
    writeFileSync(join(tree, 'package.json'), '{"type":"module"}')
    expect(check().stderr).toContain('no import of #lib/ was resolved')
  })
})
