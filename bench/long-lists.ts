import { execFileSync } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { openDatabase } from '#lib/platform/database.ts'
import { parseEnv } from '#lib/platform/env.ts'
import { resolveDatabaseUrl } from '#lib/platform/postgres-connect.ts'
import { xlsx } from '#test/xlsx.ts'
import { type OwnServer, withServer } from '../scripts/own-server.ts'
import { barePath, csvOfPeople, writtenNumber } from './bare-path.ts'
import { findProgram, MortalWorker, watchMemory } from './watched-program.ts'

/**
 * Long lists through the front door of a running product: a message by the API to very many numbers, beside somebody who
 * asks for the balance ten times a second and the bare path in the same run; a large file handed in; a workbook that is a
 * bomb; and an import of contacts whose worker is killed on the way.
 * Usage: node scripts/run.mjs bench/long-lists.ts [--numbers 2000000] [--contacts 1000000] [--megabytes 300] [--runs 3]
 */
const { values } = parseArgs({
  options: {
    numbers: { type: 'string', default: '2000000' },
    contacts: { type: 'string', default: '1000000' },
    megabytes: { type: 'string', default: '300' },
    runs: { type: 'string', default: '3' },
  },
})
const NUMBERS = Number(values.numbers)
const CONTACTS = Number(values.contacts)
const MEGABYTES = Number(values.megabytes)
const RUNS = Number(values.runs)
const ended = new AbortController()
process.once('SIGINT', () => ended.abort())
process.once('SIGTERM', () => ended.abort())

await withServer(ended.signal, async (server) => {
  const product = open(server)
  // Packing it keeps this process busy for longer than the server keeps an idle connection.
  await handInBomb(product)
  await warmUp(product)
  for (let run = 0; run < RUNS; run++) await sendToMany(product)
  await handInLargeFile(product)
  await importContacts(product)
})

type Opened = { api: Api; web: number | null; dataDir: string }
type Api = (path: string, init?: RequestInit) => Promise<{ status: number; body: Record<string, unknown> }>

function open({ baseUrl, dataDir }: OwnServer): Opened {
  const { DATABASE_URL: _url, ...bare } = process.env
  const admin = (...args: string[]) =>
    JSON.parse(
      execFileSync(process.execPath, [...process.execArgv, 'scripts/admin.ts', ...args, '--json'], {
        env: { ...bare, DATA_DIR: dataDir },
        encoding: 'utf8',
      })
        .trim()
        .split('\n')
        .at(-1) as string,
    )
  admin('credits', 'add', '--amount', String(NUMBERS * RUNS * 2))
  const { key } = admin('key', 'create', '--name', 'bench', '--scope', '*')
  const api: Api = async (path, init = {}) => {
    const response = await fetch(`${baseUrl}/api/v2${path}`, {
      ...init,
      headers: { 'x-api-key': key, ...(init.headers as Record<string, string>) },
    })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  return { api, dataDir, web: findProgram(dataDir, 'scripts/web.ts') }
}

/** A route and the queue behind it are loaded with their first request. */
async function warmUp({ api }: Opened): Promise<void> {
  const msisdns = Array.from({ length: 2000 }, (_, i) => `2547${String(i).padStart(8, '0')}`)
  const body = JSON.stringify({ sender: 'REHEARSAL', content: 'Hello', msisdns, scheduledTime: tomorrow() })
  await api('/sms/send', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

function tomorrow(): string {
  return new Date(Date.now() + 86_400_000).toISOString()
}

async function sendToMany({ api, web, dataDir }: Opened): Promise<void> {
  const numbers = Array.from({ length: NUMBERS }, (_, i) => writtenNumber(i))
  const about = { sender: 'REHEARSAL', content: 'Hello', scheduledTime: tomorrow(), msisdns: numbers }
  const body = JSON.stringify({ ...about, msisdns: numbers.map((n) => n.replace(/^0/, '254')) })
  const bare = await bareSeconds(dataDir)
  const { times, stop } = askForCredit(api)
  const memory = watchMemory(web)
  const began = performance.now()
  const answer = await api('/sms/send', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  const seconds = (performance.now() - began) / 1000
  await stop()
  const { before, most } = memory()
  console.log(
    `${NUMBERS} numbers, ${Math.round(body.length / 1e6)} MB: ${answer.status} in ${seconds.toFixed(2)} s, ` +
      `bare path ${bare.toFixed(2)} s, ratio ${(seconds / bare).toFixed(2)}, ${JSON.stringify(answer.body)}`,
  )
  console.log(
    `  GET credit meanwhile, ${times.length} times: p50 ${at(times, 0.5)} ms, p99 ${at(times, 0.99)} ms, ` +
      `max ${at(times, 1)} ms; memory of the web process ${before} → ${most} MiB`,
  )
}

async function bareSeconds(dataDir: string): Promise<number> {
  const csv = join(dataDir, 'people.csv')
  await pipeline(Readable.from(csvOfPeople(NUMBERS)), createWriteStream(csv))
  const env = parseEnv({ ...process.env, DATABASE_URL: undefined, DATA_DIR: dataDir })
  const database = openDatabase(await resolveDatabaseUrl(env))
  const began = performance.now()
  await barePath(database.pool, csv, 'bare')
  const seconds = (performance.now() - began) / 1000
  await database.pool.query('drop table bare')
  await database.close()
  return seconds
}

/** Somebody asks for the balance every 100 ms, whether the last answer has come or not. */
function askForCredit(api: Api): { times: number[]; stop: () => Promise<void> } {
  const times: number[] = []
  const asked = new Set<Promise<void>>()
  const ask = async () => {
    const began = performance.now()
    const { status } = await api('/credit')
    if (status === 200) times.push(performance.now() - began)
    else console.log(`  GET credit answered ${status}`)
  }
  const timer = setInterval(() => {
    const asking = ask().finally(() => asked.delete(asking))
    asked.add(asking)
  }, 100)
  const stop = async () => {
    clearInterval(timer)
    await Promise.all(asked)
  }
  return { times, stop }
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)
}

function handIn(api: Api, content: Iterable<Uint8Array>): ReturnType<Api> {
  return api('/uploads', {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'people' },
    body: Readable.toWeb(Readable.from(content)) as ReadableStream,
    duplex: 'half',
  } as RequestInit)
}

async function handInLargeFile({ api, web }: Opened): Promise<void> {
  const row = Buffer.from('254712345678,Somebody with a name of ordinary length\n')
  const megabyte = Buffer.alloc(1024 * 1024, row)
  for (const size of [MEGABYTES - 1, 301]) {
    const memory = watchMemory(web)
    const began = performance.now()
    const { status, body } = await handIn(
      api,
      Array.from({ length: size }, () => megabyte),
    ).catch((error: unknown): Awaited<ReturnType<Api>> => ({ status: 0, body: { code: String(error) } }))
    const seconds = (performance.now() - began) / 1000
    const looked = status === 200 ? await api(`/uploads/${body.id}`) : null
    const { before, most } = memory()
    console.log(
      `a file of ${size} MB: ${status} ${body.code ?? ''} in ${seconds.toFixed(1)} s` +
        `${looked ? `, looked at: ${looked.status}, ${JSON.stringify(looked.body.rows)}` : ''}; ` +
        `memory of the web process ${before} → ${most} MiB`,
    )
  }
}

async function handInBomb({ api, web }: Opened): Promise<void> {
  const spaces = ' '.repeat(400 * 1024 * 1024)
  const bomb = xlsx({ sheets: { People: `<row><c t="str"><v>${spaces}</v></c></row>` } })
  const memory = watchMemory(web)
  const { body } = await handIn(api, [bomb])
  const looked = await api(`/uploads/${body.id}`)
  const { before, most } = memory()
  console.log(
    `a workbook of ${bomb.length} bytes that unpacks to 400 MB: ${looked.status} ${looked.body.code}, ` +
      `${looked.body.error} Memory of the web process ${before} → ${most} MiB`,
  )
}

async function importContacts({ api, dataDir }: Opened): Promise<void> {
  function* bytes() {
    for (const piece of csvOfPeople(CONTACTS)) yield Buffer.from(piece)
  }
  const { body: file } = await handIn(api, bytes())
  const { body: look } = await api(`/uploads/${file.id}`)
  const how = { kind: 'contacts', hasHeader: true, phoneColumn: 0, nameColumns: [1], defaultCountry: 'KE' }
  const began = performance.now()
  const { body: begun } = await api('/imports', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...how, uploadId: file.id, format: look.format }),
  })
  const worker = new MortalWorker(dataDir)
  const seen: number[] = []
  for (;;) {
    const { body: now } = await api(`/imports/${begun.id}`)
    const share = Math.round((Number(now.rowsRead) / Number(now.rowsExpected)) * 100)
    if (seen.at(-1) !== share) seen.push(share)
    worker.look({ mayDie: share >= 40 })
    if (now.state === 'done' || now.state === 'failed') {
      const { added, changed, unchanged, doubled, refused } = now
      console.log(
        `${CONTACTS} contacts, the worker killed on the way: ${now.state} in ` +
          `${((performance.now() - began) / 1000).toFixed(1)} s, ` +
          `${JSON.stringify({ added, changed, unchanged, doubled, refused })}; ` +
          `memory of a worker at most ${worker.most()} MiB; seen at ${seen.join(' ')} %`,
      )
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
