import { type BlobFile, type Meter, openBlob, readBlob } from '#lib/platform/blob.ts'
import type { Ctx } from '#lib/platform/ctx.ts'
import { AppError } from '#lib/shared/errors.ts'
import { type CsvRow, readCsv } from './read-csv.ts'
import { openWorkbook, readSheet } from './read-xlsx.ts'
import type { TableFormat } from './schema-table.ts'

/**
 * The rows of an uploaded table in batches of any size, with the row numbers of the user's own file; rows without
 * anything in them are left out. Memory stays flat whatever the file. Throws NOT_FOUND when the file is gone, INVALID_FILE
 * with the row from which on it cannot be read. `meter` tells how far it is; of a workbook that is rough.
 */
export async function* readTable(
  ctx: Ctx,
  blobId: string,
  format: TableFormat,
  meter?: Meter,
): AsyncGenerator<CsvRow[]> {
  const file = await openBlob(ctx, blobId)
  if (!file) throw new AppError('NOT_FOUND')
  if ('sheet' in format) yield* readSheet(await openWorkbook(metered(file, meter)), format.sheet)
  else yield* readCsv(readBlob(ctx, blobId, meter), format)
}

function metered(file: BlobFile, meter: Meter | undefined): BlobFile {
  if (!meter) return file
  meter.total = file.bytes
  return {
    ...file,
    async *read(start, end) {
      for await (const piece of file.read(start, end)) {
        meter.read = Math.min(meter.total, meter.read + piece.length)
        yield piece
      }
    },
  }
}
