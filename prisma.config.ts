import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // `prisma migrate deploy` works as well as our own runner, which is what `npm start` uses.
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
