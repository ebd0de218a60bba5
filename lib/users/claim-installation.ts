import { randomInt } from 'node:crypto'
import type { Ctx } from '#lib/platform/ctx.ts'
import { StartError } from '#lib/platform/start-error.ts'
import * as store from './store-installation.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Eight characters that mark what this copy of the database sends, so that receipts of a former copy are told apart. */
const newEra = (): string => Array.from({ length: 8 }, () => letters[randomInt(letters.length)]).join('')

/**
 * Says whether this database is new, and makes it ours if so: its first era begins and the fingerprints of both keys are
 * kept. Others who start at the same moment wait for the caller's transaction. Throws `StartError` when the database
 * belongs to other keys, with which sessions and sealed secrets were made.
 */
export async function claimInstallation(ctx: Ctx, keys: store.Fingerprints): Promise<{ fresh: boolean }> {
  await store.lockInstallation(ctx)
  const known = await store.findInstallation(ctx)
  if (!known) {
    await store.insertInstallation(ctx, newEra(), keys)
    return { fresh: true }
  }
  if (known.authKeyFingerprint === null || known.encryptionKeyFingerprint === null) {
    await store.setFingerprints(ctx, keys)
    return { fresh: false }
  }
  compareKeys(known, keys)
  return { fresh: false }
}

/** Throws as `claimInstallation`, but leaves a new database as it is. */
export async function checkInstallation(ctx: Ctx, keys: store.Fingerprints): Promise<void> {
  const known = await store.findInstallation(ctx)
  if (known) compareKeys(known, keys)
}

function compareKeys(known: store.InstallationRow, keys: store.Fingerprints): void {
  if (known.encryptionKeyFingerprint !== null && known.encryptionKeyFingerprint !== keys.encryptionKey) {
    throw wrongKey('ENCRYPTION_KEY', 'encryption-key', 'seals its secrets')
  }
  if (known.authKeyFingerprint !== null && known.authKeyFingerprint !== keys.authSecret) {
    throw wrongKey('AUTH_SECRET', 'auth-secret', 'signs its sessions')
  }
}

const wrongKey = (variable: string, file: string, use: string) =>
  new StartError(
    `This database belongs to another ${variable}, which ${use}. Start with that one: set ${variable}, or put the file ` +
      `${file} of the former installation back into DATA_DIR.`,
  )
