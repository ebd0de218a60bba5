import type { Ctx } from '#lib/platform/ctx.ts'

export type Fingerprints = { authSecret: string; encryptionKey: string }

export type InstallationRow = {
  era: string
  authKeyFingerprint: string | null
  encryptionKeyFingerprint: string | null
}

/** Makes others who start at this moment wait until this transaction ends. */
export async function lockInstallation(ctx: Ctx): Promise<void> {
  await ctx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('longwave installation'))`
}

export const findInstallation = (ctx: Ctx): Promise<InstallationRow | null> =>
  ctx.db.installation.findUnique({
    where: { id: 1 },
    select: { era: true, authKeyFingerprint: true, encryptionKeyFingerprint: true },
  })

export async function insertInstallation(ctx: Ctx, era: string, prints: Fingerprints): Promise<void> {
  await ctx.db.installation.create({
    data: { era, authKeyFingerprint: prints.authSecret, encryptionKeyFingerprint: prints.encryptionKey },
  })
}

export async function setFingerprints(ctx: Ctx, prints: Fingerprints): Promise<void> {
  await ctx.db.installation.update({
    where: { id: 1 },
    data: { authKeyFingerprint: prints.authSecret, encryptionKeyFingerprint: prints.encryptionKey },
  })
}
