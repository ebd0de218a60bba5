import { expect, test } from 'vitest'
import { testDatabase } from '#test/database.ts'

const database = testDatabase()

type Row = { definition: string; comment: string | null }

/** A function with its comment above it, in lines of a readable length. */
function show({ definition, comment }: Row): string {
  const lines = (comment ?? '').replaceAll(/\s+/g, ' ').match(/\S.{0,115}(?=\s|$)/g) ?? []
  return [...lines.map((line) => `-- ${line}`), `${definition.trimEnd()};\n`].join('\n')
}

/** Migrations replace functions again and again; `npm run unit -- prisma/functions -u` writes the page anew. */
test('prisma/functions.sql shows every function of the database as the migrations leave it', async () => {
  const rows = await database.query<Row>(
    `select pg_get_functiondef(p.oid) as definition, obj_description(p.oid, 'pg_proc') as comment
     from pg_proc p left join pg_depend d on d.objid = p.oid and d.deptype = 'e'
     where p.pronamespace = 'public'::regnamespace and d.objid is null order by p.proname`,
  )
  const head =
    '-- The functions of the database as they are now, the sending protocol among them (begin with chunk_step). Made by\n' +
    '-- prisma/functions.db.test.ts from what the migrations leave; nothing reads this file.\n'
  await expect([head, ...rows.map(show)].join('\n')).toMatchFileSnapshot('functions.sql')
})
