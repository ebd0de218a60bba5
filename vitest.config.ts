import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const exclude = ['node_modules/**', '.next/**', 'e2e/**', '.data*/**']

export default defineConfig({
  test: {
    // Most tests wait for a database or a server: on two cores, three files at a time are quicker than two.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    projects: [
      { test: { name: 'unit', include: ['**/*.test.{ts,tsx}'], exclude: [...exclude, '**/*.db.test.ts'] } },
      {
        test: {
          name: 'database',
          include: ['**/*.db.test.ts'],
          exclude,
          globalSetup: ['test/database-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
