import type { Incoming } from '#lib/http/upload.ts'
import { BlobTooLarge, writeBlob } from '#lib/platform/blob.ts'
import { inTx, type RootCtx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { cleanFileName } from '#lib/shared/file-name.ts'
import { recordAudit } from '#lib/users/record-audit.ts'
import { takeSender } from './find-sender.ts'
import { documentKind, documentLimits, KIND_BYTES } from './rules.ts'
import { type DocumentView, documentView } from './schema.ts'
import * as store from './store-documents.ts'

/** Long enough for the bytes to come in; a document that was refused afterwards is thrown away. */
const HALF_DONE_MS = 3_600_000

/**
 * Keeps a paper that belongs to a request. What it is, is told by its first bytes. Throws INVALID_FILE for anything but a
 * PDF, PNG or JPEG, PAYLOAD_TOO_LARGE, CONFLICT when the request is decided or has as many as it may, NOT_FOUND, FORBIDDEN.
 */
export async function keepDocument(
  root: RootCtx,
  senderId: number,
  incoming: Incoming,
): Promise<DocumentView> {
  // Who may not add one does not get to send ten megabytes first.
  await inTx(root, (ctx) => takeSender(ctx, senderId, 'addDocuments'))
  if (incoming.bytes !== null && incoming.bytes > documentLimits.bytes) throw tooLarge()
  const { mediaType, content } = await readKind(incoming.content)
  const blobId = await writeBlob(root, content, {
    mediaType,
    maxBytes: documentLimits.bytes,
    expiresAt: new Date(root.now().getTime() + HALF_DONE_MS),
  }).catch((error: unknown) => {
    throw error instanceof BlobTooLarge ? tooLarge(error) : error
  })
  return inTx(root, async (ctx) => {
    await takeSender(ctx, senderId, 'addDocuments')
    if ((await store.findDocuments(ctx, senderId)).length >= documentLimits.count)
      throw new AppError('CONFLICT')
    const name = cleanFileName(incoming.fileName) || 'document'
    const row = await store.insertDocument(ctx, { senderId, blobId, mediaType, name })
    await recordAudit(ctx, {
      action: 'sender.add-document',
      target: `sender:${senderId}`,
      details: { document: row.id, mediaType },
    })
    return documentView.parse({ ...row, createdAt: row.createdAt.toISOString() })
  })
}

const tooLarge = (cause?: unknown) =>
  new AppError('PAYLOAD_TOO_LARGE', {
    params: { limit: `${documentLimits.bytes / 1024 / 1024} MB` },
    cause,
  })

/** Looks at the first bytes and gives all of them on. */
async function readKind(
  content: AsyncIterable<Uint8Array>,
): Promise<{ mediaType: string; content: AsyncIterable<Uint8Array> }> {
  const parts = content[Symbol.asyncIterator]()
  let head: Uint8Array = new Uint8Array()
  while (head.byteLength < KIND_BYTES) {
    const { value, done } = await parts.next()
    if (done) break
    head = Buffer.concat([head, value])
  }
  const mediaType = documentKind(head)
  if (mediaType === null) {
    await parts.return?.()
    throw new AppError('INVALID_FILE', { params: { name: head.byteLength === 0 ? 'noBytes' : 'noDocument' } })
  }
  return { mediaType, content: all() }

  async function* all() {
    yield head
    yield* { [Symbol.asyncIterator]: () => parts }
  }
}
