import { once } from 'node:events'
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findBinaries } from './postgres-binaries.ts'
import { clusterPaths, openCluster, postgresPassword, postgresUrl } from './postgres-cluster.ts'
import { freePort, type Launch, launchServer } from './postgres-launch.ts'
import { answersFor, stopPostmaster } from './postgres-postmaster.ts'

describe('the port of the embedded database', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'longwave-launch-'))
  const paths = clusterPaths(dataDir)
  let launch: Launch
  beforeAll(() => {
    const binaries = findBinaries()
    const account = openCluster(paths, binaries)
    launch = { paths, binaries, account, settings: {}, nextPort: freePort }
  })
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

  async function occupy() {
    const port = await freePort()
    const squatter = createServer().listen(port, '127.0.0.1')
    await once(squatter, 'listening')
    return { port, release: () => squatter.close() }
  }

  test('that somebody took in the same moment is replaced by another', async () => {
    const squatter = await occupy()
    const ports = [squatter.port]
    const server = await launchServer({
      ...launch,
      nextPort: async () => ports.shift() ?? (await freePort()),
    })
    expect(server.port).not.toBe(squatter.port)
    expect(await answersFor(paths.cluster, postgresUrl(server.port, postgresPassword(paths)))).toBe(false)
    expect(
      await answersFor(paths.cluster, postgresUrl(server.port, postgresPassword(paths), 'postgres')),
    ).toBe(true)
    await stopPostmaster(server.pid)
    squatter.release()
  })

  test('that has to stay the same is waited for', async () => {
    const squatter = await occupy()
    setTimeout(squatter.release, 500)
    const server = await launchServer(launch, squatter.port)
    expect(server.port).toBe(squatter.port)
    await stopPostmaster(server.pid)
  })

  test('a server of another data directory at the address is not taken for ours', async () => {
    const server = await launchServer(launch)
    const url = postgresUrl(server.port, postgresPassword(paths), 'postgres')
    expect(await answersFor(paths.cluster, url)).toBe(true)
    expect(await answersFor(tmpdir(), url)).toBe(false)
    await stopPostmaster(server.pid)
  })

  test('a log that has grown is put aside once', async () => {
    writeFileSync(paths.log, '')
    truncateSync(paths.log, 11_000_000)
    const server = await launchServer(launch)
    await stopPostmaster(server.pid)
    rmSync(`${paths.log}.old`)
  })
})
