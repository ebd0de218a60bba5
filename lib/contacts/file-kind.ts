import { fileProblem } from './file-problem.ts'

const startsWith = (head: Uint8Array, signature: string | readonly number[]): boolean => {
  const bytes = typeof signature === 'string' ? Buffer.from(signature, 'latin1') : Uint8Array.from(signature)
  return bytes.every((byte, i) => head[i] === byte)
}

/** The container of Office documents before 2007 and of encrypted ones (MS-CFB). */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]
const SECTOR = 512

/**
 * Tells by its first bytes what a file is, whatever it is called: a zip archive, which may be a workbook, or text. Throws
 * INVALID_FILE for what is known to be neither.
 */
export function recognise(head: Uint8Array): 'zip' | 'text' {
  if (head.length === 0) throw fileProblem('empty')
  if (startsWith(head, 'PK\x03\x04') || startsWith(head, 'PK\x05\x06')) return 'zip'
  if (startsWith(head, COMPOUND)) throw fileProblem(isEncrypted(head) ? 'password' : 'xls')
  if (startsWith(head, '%PDF')) throw fileProblem('pdf')
  const text = Buffer.from(head.subarray(0, 1024)).toString('latin1').replace(/^ï»¿/, '').trimStart()
  if (/^<(!doctype html|html|head|body|table|meta)\b/i.test(text)) throw fileProblem('html')
  return 'text'
}

/** An encrypted workbook is a stream of this name in a compound file (MS-OFFCRYPTO 2.3.4.4), named in its directory. */
function isEncrypted(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head.length < SECTOR) return false
  const directory = SECTOR * (view.getUint32(48, true) + 1)
  const names = Buffer.from(head.subarray(directory, directory + 16 * 128)).toString('utf16le')
  return (
    names.includes('EncryptedPackage') || Buffer.from(head).toString('utf16le').includes('EncryptedPackage')
  )
}
