import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { testDatabase } from './database.ts'

const database = testDatabase()

type Column = { type: string; nullable: boolean; hasDefault: boolean }
type Table = { columns: Record<string, Column>; key: string[]; uniques: string[] }

const scalars: Record<string, string> = {
  Int: 'int4',
  BigInt: 'int8',
  String: 'text',
  Boolean: 'bool',
  DateTime: 'timestamp',
  Json: 'jsonb',
  Bytes: 'bytea',
  Float: 'float8',
}
const natives: Record<string, string> = {
  '@db.SmallInt': 'int2',
  '@db.Uuid': 'uuid',
  '@db.Char': 'bpchar',
  '@db.Json': 'json',
  '@db.Timestamptz': 'timestamptz',
}

/** The tables as schema.prisma describes them. */
function described(): Record<string, Table> {
  const text = readFileSync('prisma/schema.prisma', 'utf8').replace(/\/\/.*$/gm, '')
  const tables: Record<string, Table> = {}
  for (const [, , body] of text.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)) {
    const name = /@@map\("(\w+)"\)/.exec(body as string)?.[1] as string
    tables[name] = describedTable(body as string)
  }
  return tables
}

function describedTable(body: string): Table {
  const lines = body.split('\n').map((line) => line.trim())
  const fields = lines.filter((line) => /^\w/.test(line))
  const columnOf = Object.fromEntries(
    fields.map((line) => {
      const field = line.split(/\s+/)[0] as string
      return [field, /@map\("(\w+)"\)/.exec(line)?.[1] ?? field]
    }),
  )
  const listed = (line: string) =>
    (/\[([^\]]*)\]/.exec(line)?.[1] ?? '').split(',').map((f) => columnOf[f.trim()] as string)
  const columns = Object.fromEntries(
    fields.map((line) => {
      const [field, type] = line.split(/\s+/) as [string, string]
      const native = Object.entries(natives).find(([attribute]) => line.includes(attribute))?.[1]
      const base = native ?? scalars[type.replace(/[?[\]]/g, '')] ?? `unknown ${type}`
      return [
        columnOf[field] as string,
        {
          type: type.endsWith('[]') ? `_${base}` : base,
          nullable: type.endsWith('?'),
          hasDefault: /@default\(/.test(line),
        },
      ]
    }),
  )
  const idLine = lines.find((line) => line.startsWith('@@id'))
  const key = idLine
    ? listed(idLine)
    : fields.filter((l) => /@id\b/.test(l)).map((l) => columnOf[l.split(/\s+/)[0] as string] as string)
  const uniques = [
    ...fields.filter((l) => /@unique\b/.test(l)).map((l) => columnOf[l.split(/\s+/)[0] as string] as string),
    ...lines.filter((l) => l.startsWith('@@unique')).map((l) => listed(l).join(',')),
  ]
  return { columns, key, uniques: uniques.sort() }
}

/** The tables as they are after all migrations; partitions and Prisma's own table are left out. */
async function migrated(): Promise<Record<string, Table>> {
  const columns = await database.query<{
    table: string
    column: string
    type: string
    nullable: boolean
    default: boolean
  }>(
    `select c.relname as "table", a.attname as "column", t.typname as type, not a.attnotnull as nullable,
       (a.atthasdef or a.attidentity <> '') as "default"
     from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     join pg_type t on t.oid = a.atttypid
     where c.relkind in ('r', 'p') and not c.relispartition and c.relname <> '_prisma_migrations' order by a.attnum`,
  )
  const keys = await database.query<{ table: string; primary: boolean; columns: string[] }>(
    `select c.relname as "table", i.indisprimary as "primary",
       array(select a.attname::text from unnest(i.indkey) with ordinality k (n, place)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.n order by place) as columns
     from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
     where i.indisunique and i.indpred is null and i.indexprs is null and not c.relispartition`,
  )
  const tables: Record<string, Table> = {}
  for (const c of columns) {
    tables[c.table] ??= { columns: {}, key: [], uniques: [] }
    const table = tables[c.table] as Table
    table.columns[c.column] = { type: c.type, nullable: c.nullable, hasDefault: c.default }
  }
  for (const k of keys) {
    const table = tables[k.table]
    if (!table) continue
    if (k.primary) table.key = k.columns
    else table.uniques = [...table.uniques, k.columns.join(',')].sort()
  }
  return tables
}

test('schema.prisma says what the migrations make', async () => {
  const [schema, real] = [described(), await migrated()]
  expect(Object.keys(schema).sort()).toEqual(Object.keys(real).sort())
  for (const [name, table] of Object.entries(schema))
    expect({ [name]: table }).toEqual({ [name]: real[name] })
})
