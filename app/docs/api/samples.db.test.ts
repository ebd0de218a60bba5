import { execFile } from 'node:child_process'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleIn } from '#lib/shared/api-samples.ts'
import { apiClient } from '#test/api.ts'
import { setUp } from '#test/installation.ts'
import { webApp } from '#test/web.ts'
import { examples } from './examples.ts'

const run = promisify(execFile)
const app = webApp()
const { ask } = apiClient(app)
let server: Server
let base = ''
let key = ''

beforeAll(async () => {
  await setUp({ system: app.root() })
  key = (await app.addKey('operator', 'sms:send')).headers['x-api-key'] ?? ''
  server = createServer(async (request, response) => {
    const { status, body } = await answer(request)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

/** What the product answers to a request that came over the network, held against the document. */
async function answer(request: IncomingMessage) {
  const { pathname, search } = new URL(request.url ?? '', base)
  const [, uuid] = /([0-9a-f]{8}-[0-9a-f-]{27})/.exec(pathname) ?? []
  const path = pathname.replace('/api/v2', '').replace(uuid ?? '\0', '{uuid}')
  const sent = await buffer(request)
  return ask(request.method as 'GET' | 'POST', path, {
    headers: { 'x-api-key': String(request.headers['x-api-key']) },
    params: uuid ? { uuid } : {},
    query: search.slice(1),
    ...(sent.length > 0 && { body: sent.toString() }),
  })
}

const programs = {
  curl: (code: string) => run('sh', ['-c', code.replace('curl ', 'curl -sS --fail-with-body ')]),
  TypeScript: (code: string) => run(process.execPath, ['--input-type=module-typescript', '-e', code]),
  Python: (code: string) => run('python3', ['-c', code]),
}

const hasPython = () =>
  run('python3', ['--version']).then(
    () => true,
    () => false,
  )

describe.each(Object.keys(programs) as (keyof typeof programs)[])('the samples in %s', (language) => {
  test.for(Object.entries(examples))(
    '%s runs as it is shown',
    async ([operation, { query = '', body }], { skip }) => {
      if (language === 'Python' && !(await hasPython())) skip('there is no python3 on this machine')
      const [method = '', path = ''] = operation.split(' ')
      const later = {
        scheduledTime: '2099-01-01T00:00:00Z',
        sender: 'REHEARSAL',
        content: 'x',
        msisdns: ['0712000001'],
      }
      const headers = { 'x-api-key': key }
      const uuid = path.includes('{uuid}')
        ? String((await ask('POST', '/sms/send', { headers, body: later })).body.uuid)
        : ''
      const url = `${base}/api/v2${path.replace('{uuid}', uuid)}${query}`
      const { stdout } = await programs[language](sampleIn(language, { url, key, method, body }))
      expect(stdout).toMatch(/uuid|balance|senders|messages|recipients|valid/)
    },
  )
})
