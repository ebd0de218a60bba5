import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere } from '#lib/platform/process-files.ts'
import type { PositionFile } from '#lib/sending/watch-installation.ts'

const kept = z.object({
  identity: z.object({
    systemIdentifier: z.string(),
    timeline: z.string(),
    databaseOid: z.string(),
    tableOid: z.string(),
  }),
  era: z.string(),
  position: z.number(),
  beatAt: z.number(),
})

/**
 * What this machine's workers have last seen of the database, in `DATA_DIR`: a database that is put back to an older state
 * does not know that it was, but this file does. Several workers of one machine share it.
 */
export function positionFile(dataDir: string): PositionFile {
  const path = join(dataDir, 'last-seen.json')
  const read = () => {
    const text = readIfThere(path)
    if (text === null) return null
    try {
      return kept.parse(JSON.parse(text))
    } catch {
      // Half a file or none of ours: it says nothing.
      return null
    }
  }
  return {
    read,
    write: (seen) => {
      const before = read()
      // Another worker may have written something newer since this one looked.
      if (before && before.era === seen.era && before.position > seen.position) return
      const draft = `${path}.${process.pid}`
      writeFileSync(draft, JSON.stringify(seen), { mode: 0o600 })
      renameSync(draft, path)
    },
  }
}
