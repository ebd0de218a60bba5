import { streamBody } from './stream-body.ts'

/** A CSV file that is written while it is read, whatever its length. */
export function csvResponse(fileName: string, lines: AsyncIterable<string>): Response {
  const encoder = new TextEncoder()
  return new Response(
    streamBody(lines, (line) => encoder.encode(line)),
    {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${fileName}"`,
      },
    },
  )
}
