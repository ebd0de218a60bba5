import { createReadStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { NumberSet } from '#lib/shared/number-set.ts'

/**
 * What every importer must do at least with a CSV file whose first column is a Kenyan number: read, check by one pattern,
 * de-duplicate, COPY into a new table of the shape of recipients. Nothing is priced, suppressed, rendered or counted.
 */
export async function barePath(pool: pg.Pool, csv: string, table: string): Promise<void> {
  const client = await pool.connect()
  await client.query('set statement_timeout = 0')
  await client.query(`create table ${table} (like recipient including all) with (fillfactor = 65)`)
  const copy = client.query(
    copyFrom(
      `copy ${table} (message_id, seq, state, charge, parts, price, row_no, updated_at, msisdn) from stdin`,
    ),
  )
  const seen = new NumberSet()
  const now = new Date().toISOString()
  const pattern = /^(?:\+?254|0)(7\d{8})$/
  let [rest, seq, row] = ['', 0, 0]
  for await (const piece of createReadStream(csv, { encoding: 'utf8', highWaterMark: 262_144 })) {
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    let out = ''
    for (const line of lines) {
      row++
      const national = pattern.exec(line.slice(0, line.indexOf(',')))?.[1]
      if (!national || !seen.add(Number(`254${national}`))) continue
      out += `1\t${++seq}\t0\t0\t1\t1000\t${row}\t${now}\t254${national}\n`
    }
    if (!copy.write(out)) await new Promise((resolve) => copy.once('drain', resolve))
  }
  copy.end()
  await finished(copy)
  client.release()
}

/** Nine in ten are new people, one is repeated; written as people write them. */
export const writtenNumber = (i: number): string => {
  const digits = `7${String(i % 10 === 9 ? i - 9 : i).padStart(8, '0')}`
  return i % 3 === 0 ? `0${digits}` : i % 3 === 1 ? `+254${digits}` : `254${digits}`
}

/** A CSV file of such people, in pieces. */
export function* csvOfPeople(rows: number): Generator<string> {
  yield 'phone,name\n'
  let lines = ''
  for (let i = 0; i < rows; i++) {
    lines += `${writtenNumber(i)},Person ${i}\n`
    if (lines.length < 65_536) continue
    yield lines
    lines = ''
  }
  yield lines
}
