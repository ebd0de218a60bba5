const MAX_FILE_NAME = 200

/** The name of a file as somebody's machine gave it: the last step of its path, without what cannot be shown. */
export const cleanFileName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .trim()
    .slice(0, MAX_FILE_NAME)
