import { readBlob } from '#lib/platform/blob.ts'
import { type Ctx, inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { visibleTo } from './choose-sender.ts'
import { takeSender } from './find-sender.ts'
import { maySeeDocuments } from './get-sender.ts'
import { findSender } from './store.ts'
import * as store from './store-documents.ts'

type One = { senderId: number; documentId: number }
type OpenDocument = { name: string; mediaType: string; bytes: number; content: AsyncIterable<Uint8Array> }

/** A document with its bytes, for admins and whoever asked for the sender. Throws NOT_FOUND for everybody else. */
export async function readDocument(ctx: Ctx, { senderId, documentId }: One): Promise<OpenDocument> {
  const sender = await findSender(ctx, senderId, visibleTo(ctx.actor))
  const document =
    sender && maySeeDocuments(ctx, sender) ? await store.findDocument(ctx, senderId, documentId) : null
  if (!document) throw new AppError('NOT_FOUND')
  await recordAudit(ctx, {
    action: 'sender.read-document',
    target: `sender:${senderId}`,
    details: { document: document.id },
  })
  const { name, mediaType, bytes, blobId } = document
  return { name, mediaType, bytes, content: readBlob(ctx, blobId) }
}

/** Takes a document out of a request that is not decided. Throws NOT_FOUND, FORBIDDEN, CONFLICT. */
export function removeDocument(root: RootCtx, { senderId, documentId }: One): Promise<void> {
  return inTx(root, async (ctx) => {
    await takeSender(ctx, senderId, 'addDocuments')
    const document = await store.findDocument(ctx, senderId, documentId)
    if (!document) throw new AppError('NOT_FOUND')
    await store.deleteDocument(ctx, document)
    await recordAudit(ctx, {
      action: 'sender.remove-document',
      target: `sender:${senderId}`,
      details: { document: documentId },
    })
  })
}
