import { streamBody } from './stream-body.ts'

type Download = { name: string; mediaType: string; bytes: number; content: AsyncIterable<Uint8Array> }

/**
 * A file that somebody else handed in. The browser saves it and never shows it in our name: it is an attachment, nothing
 * in it is guessed at, and were it opened all the same, nothing in it runs or loads.
 */
export const downloadResponse = ({ name, mediaType, bytes, content }: Download): Response =>
  new Response(
    streamBody(content, (part) => part),
    {
      headers: {
        'content-type': mediaType,
        'content-length': String(bytes),
        // RFC 6266: plain letters for old clients, the name itself for all others.
        'content-disposition': `attachment; filename="${plain(name)}"; filename*=UTF-8''${encodeName(name)}`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, no-store',
      },
    },
  )

const plain = (name: string) => name.replace(/[^A-Za-z0-9._ -]/g, '_')

/** Percent-encoded as RFC 8187 has it, which is stricter than `encodeURIComponent`. */
const encodeName = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
