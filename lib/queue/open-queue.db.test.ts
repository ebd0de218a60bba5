import { expect, test } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '#lib/platform/database.ts'
import { testDatabase } from '#test/database.ts'
import { defineJob } from './define-job.ts'
import { Queue } from './open-queue.ts'

const server = testDatabase()

test('what goes wrong with the queue by itself is told in words', async () => {
  const database = openDatabase(server.url)
  const said: string[] = []
  let isAway = false
  const pool = new Proxy(database.pool, {
    get: (target, name) =>
      name === 'query' && isAway
        ? () => Promise.reject(new Error('the line is cut'))
        : Reflect.get(target, name, target).bind?.(target),
  })
  const queue = await Queue.open(pool, { works: true, onError: (error) => said.push(String(error)) })
  await queue.work(defineJob('look', z.object({})), async () => undefined)
  isAway = true
  await expect.poll(() => said[0], { timeout: 20_000 }).toMatch(/^Error: the line is cut/)
  isAway = false
  await queue.close()
  await database.close()
})
