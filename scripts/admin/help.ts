import type { Command } from './command.ts'

/** What `--help` prints. */
export const help = (commands: readonly Command[]): string =>
  [
    'Usage: npm run -s admin -- <command> [options] [--json]',
    '',
    ...commands.flatMap(({ name, usage, about }) => [`  ${name} ${usage}`.trimEnd(), `      ${about}`]),
    '',
    'With --json the last thing on standard output is one JSON object. What cannot be done ends with exit code 1 and one',
    'sentence as the last line of standard error. Works beside a running server and without one.',
  ].join('\n')
