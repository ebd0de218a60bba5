import { isAscii } from 'node:buffer'

/** The encodings that address lists come in, by the names that TextDecoder takes. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-874' | 'windows-1252'

/**
 * Guesses how the first bytes of a file are encoded: by a byte order mark, by being valid UTF-8, by the zero bytes of
 * UTF-16, else Thai (windows-874) where bytes above 160 stand in runs as letters of a word do, else Western European.
 */
export function guessEncoding(head: Uint8Array): TextEncoding {
  const [a, b, c] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const zeros = zerosByParity(head)
  // A few characters have a zero in their other byte, some emoji among them.
  if (zeros.odd > head.length / 5 && zeros.even < zeros.odd / 4) return 'utf-16le'
  if (zeros.even > head.length / 5 && zeros.odd < zeros.even / 4) return 'utf-16be'
  return guessBytewise(head)
}

const guessBytewise = (bytes: Uint8Array): TextEncoding =>
  isUtf8(bytes) ? 'utf-8' : averageHighRun(bytes) >= 2 ? 'windows-874' : 'windows-1252'

/**
 * Decodes a file piece by piece; without a piece it answers what is left at the end. A beginning of plain ASCII, which is
 * taken for UTF-8, says nothing of a name with an accent a thousand rows further down: the first piece that has more in
 * it is looked at anew. Byte order marks are removed; broken bytes become U+FFFD and are refused as numbers later.
 */
export function textDecoder(encoding: TextEncoding): (piece?: Uint8Array) => string {
  let decoder = new TextDecoder(encoding)
  let isOpen = encoding === 'utf-8'
  return (piece) => {
    if (isOpen && piece && !isAscii(piece)) {
      isOpen = false
      decoder = new TextDecoder(guessBytewise(piece))
    }
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
  }
}

/** A sample ends in the middle of a character more often than not, so its last three bytes may be broken. */
function isUtf8(bytes: Uint8Array): boolean {
  for (let cut = 0; cut <= Math.min(3, bytes.length); cut++) {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, bytes.length - cut))
      return true
    } catch {
      // Tried again without the last byte.
    }
  }
  return false
}

function zerosByParity(bytes: Uint8Array): { even: number; odd: number } {
  const zeros = { even: 0, odd: 0 }
  for (const [i, byte] of bytes.entries()) if (byte === 0) zeros[i % 2 === 0 ? 'even' : 'odd']++
  return zeros
}

function averageHighRun(bytes: Uint8Array): number {
  let [high, runs, inRun] = [0, 0, false]
  for (const byte of bytes) {
    const isHigh = byte > 0xa0
    if (isHigh) high++
    if (isHigh && !inRun) runs++
    inRun = isHigh
  }
  return runs === 0 ? 0 : high / runs
}
