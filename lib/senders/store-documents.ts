import type { Ctx } from '#lib/platform/ctx.ts'
import type { Prisma } from '#prisma/generated/client.ts'

export type DocumentRow = Prisma.SenderDocumentGetPayload<object>

export const findDocuments = (ctx: Ctx, senderId: number): Promise<DocumentRow[]> =>
  ctx.db.senderDocument.findMany({ where: { senderId }, orderBy: { id: 'asc' } })

export const findDocument = (ctx: Ctx, senderId: number, id: number): Promise<DocumentRow | null> =>
  ctx.db.senderDocument.findFirst({ where: { senderId, id } })

/** From now on the blob is kept as long as the document is. */
export async function insertDocument(
  ctx: Ctx,
  data: Omit<Prisma.SenderDocumentUncheckedCreateInput, 'bytes'>,
): Promise<DocumentRow> {
  const { bytes } = await ctx.db.blob.update({
    where: { id: data.blobId },
    data: { expiresAt: null },
    select: { bytes: true },
  })
  return ctx.db.senderDocument.create({ data: { ...data, bytes: Number(bytes) } })
}

/** With its bytes. */
export async function deleteDocument(ctx: Ctx, document: DocumentRow): Promise<void> {
  await ctx.db.senderDocument.delete({ where: { id: document.id } })
  await ctx.db.blob.delete({ where: { id: document.blobId } })
}
