/**
 * Something that the person who starts the program has to put right: a port that is taken, a database that cannot be
 * reached, a setting that makes no sense. The message is the sentence that person reads; programs print it without a
 * stack and exit with `stopExitCode`.
 */
export class StartError extends Error {
  override name = 'StartError'
}

/** A process that exits with it has said why and would fail again: it is not started anew. (EX_CONFIG of sysexits(3).) */
export const stopExitCode = 78
