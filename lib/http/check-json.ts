import { AppError } from '#lib/shared/errors.ts'

/** Nobody who sends messages needs more levels than this. */
const MAX_DEPTH = 32

const pieces = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g

/**
 * Refuses what `JSON.parse` lets pass in a valid text: a name that stands twice in one object, of which it would silently
 * take the second, and more levels than anybody means. Throws INVALID_REQUEST.
 */
export function checkJson(text: string): void {
  // One set of names per open object, null for a list.
  const open: (Set<string> | null)[] = []
  let last = ''
  for (const [piece] of text.matchAll(pieces)) {
    if (piece === '{' || piece === '[') {
      if (open.length === MAX_DEPTH)
        throw new AppError('INVALID_REQUEST', { params: { problem: 'tooDeep', max: MAX_DEPTH } })
      open.push(piece === '{' ? new Set() : null)
    } else if (piece === '}' || piece === ']') open.pop()
    else if (piece === ':') addName(open.at(-1), JSON.parse(last) as string)
    last = piece
  }
}

function addName(names: Set<string> | null | undefined, name: string): void {
  if (names?.has(name)) throw new AppError('INVALID_REQUEST', { field: name, params: { problem: 'twice' } })
  names?.add(name)
}
