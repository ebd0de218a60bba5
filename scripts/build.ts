import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { acquireLock } from '#lib/platform/process-lock.ts'
import { runTool } from './run-tool.ts'
import { sourceHash } from './source-hash.ts'
import { waitForRunningWebs } from './web-registry.ts'

type Options = { say: (line: string) => void; signal?: AbortSignal }

const locks = 'node_modules/.cache/longwave'
const waitMs = 15 * 60_000

/** What the generated database client is made from. */
const clientSources = ['prisma/schema.prisma', 'prisma.config.ts', 'package-lock.json']

/** What the dashboard is built from. */
const webSources = [
  'app',
  'components',
  'lib',
  'locales',
  'public',
  'prisma/schema.prisma',
  'package.json',
  'package-lock.json',
  'next.config.js',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
]

/** Generates the database client unless it was generated from these very sources. */
export async function ensureClient({ say, signal }: Options): Promise<void> {
  await ensure(
    { stamp: 'prisma/generated/.made-from', sources: clientSources, name: 'client', signal, say },
    async () => {
      say('Generating the database client.')
      await runTool({
        name: 'Generating the database client',
        args: ['node_modules/prisma/build/index.js', 'generate'],
        // Generating needs no engine, but the command looks for one, and would fetch it: any program that exists will do.
        env: {
          PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
          PRISMA_HIDE_UPDATE_MESSAGE: '1',
          CHECKPOINT_DISABLE: '1',
        },
        ...(signal && { signal }),
      })
    },
  )
}

/** Builds the dashboard unless it was built from these very sources. */
export async function ensureBuild({ say, signal }: Options): Promise<void> {
  await ensure({ stamp: '.next/made-from', sources: webSources, name: 'build', signal, say }, async () => {
    await waitForRunningWebs(say, signal)
    say('Building the dashboard. This takes a minute, on the first start and when its sources have changed.')
    await runTool({
      name: 'Building the dashboard',
      args: ['node_modules/next/dist/bin/next', 'build'],
      env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
      say,
      ...(signal && { signal }),
    })
  })
}

type Made = {
  stamp: string
  sources: readonly string[]
  name: string
  say: (line: string) => void
  signal: AbortSignal | undefined
}

async function ensure({ stamp, sources, name, say, signal }: Made, make: () => Promise<void>): Promise<void> {
  const isMade = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash(sources)
  if (isMade()) return
  const lock = await acquireLock(join(locks, `${name}.lock`), {
    waitMs,
    onWait: (holder) =>
      say(`Another start of this folder (process ${holder.pid}) is building; waiting for it.`),
    ...(signal && { signal }),
  })
  try {
    if (isMade()) return
    // Taken before the work: what changes during it is built the next time.
    const hash = sourceHash(sources)
    await make()
    writeFileSync(stamp, hash)
  } finally {
    lock.release()
  }
}
