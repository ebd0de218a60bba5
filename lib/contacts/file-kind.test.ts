import { expect, test } from 'vitest'
import { recognise } from './file-kind.ts'

const compound = (stream: string) =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(504),
    Buffer.from(stream, 'utf16le'),
    Buffer.alloc(128),
  ])

test.each([
  ['a PDF', 'pdf', Buffer.from('%PDF-1.7')],
  ['a web page that is called .xls', 'html', Buffer.from('\ufeff <html><table>')],
  ['a workbook of Excel 97', 'xls', compound('Workbook')],
  ['a workbook behind a password', 'password', compound('EncryptedPackage')],
  ['nothing at all', 'empty', Buffer.alloc(0)],
])('%s is named', (_title, name, head) => {
  expect(() => recognise(head)).toThrow(expect.objectContaining({ code: 'INVALID_FILE', params: { name } }))
})

test('a zip archive and text are told apart by their bytes', () => {
  expect(recognise(Buffer.from('PK\x03\x04rest', 'latin1'))).toBe('zip')
  expect(recognise(Buffer.from('phone,name\n'))).toBe('text')
})
