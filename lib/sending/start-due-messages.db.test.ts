import { expect, test } from 'vitest'
import { product, until } from '#test/product.ts'
import { sending } from '#test/sending.ts'
import { startDueMessages } from './start-due-messages.ts'

const app = product(() => 'http://127.0.0.1:9')

/** A message whose time has just come. */
async function due(): Promise<number> {
  const { id } = await sending(app, 2)
  await app.query(`update chunk set state = 'waiting' where message_id = $1`, [id])
  await app.query(`update message set state = 'scheduled', started_at = null, due_at = now() where id = $1`, [
    id,
  ])
  return id
}

const stateOf = async (id: number) =>
  (await app.query<{ state: string }>('select state from message where id = $1', [id]))[0]?.state

test('a due message whose chunks somebody else has locked keeps no other waiting', async () => {
  const [locked, free] = [await due(), await due()]
  const holder = await app.system.pool.connect()
  try {
    await holder.query('begin')
    await holder.query('select 1 from chunk where message_id = $1 for update', [locked])
    const starting = startDueMessages(app.system)
    await until(
      () => stateOf(free),
      (state) => state === 'sending',
    )
    expect(await stateOf(locked)).toBe('scheduled')
    await holder.query('rollback')
    await starting
    expect(await stateOf(locked)).toBe('sending')
  } finally {
    holder.release()
  }
})
