import { expect, test } from 'vitest'
import { explain, runsTypeScript } from './install.mjs'

test.each([
  ['v22.18.0', false],
  ['v22.19.0', true],
  ['v23.5.0', false],
  ['v23.6.0', true],
  ['v24.0.0', true],
  ['v20.19.5', false],
  ['v30.1.0', true],
])('Node %s runs TypeScript as it is: %s', (version, answer) => {
  expect(runsTypeScript(version)).toBe(answer)
})

test.each([
  [
    'npm error code ENOTFOUND\nnpm error network request to registry failed',
    1,
    /registry cannot be reached.*npm said:/s,
  ],
  ['npm error code EAI_AGAIN', 1, /registry cannot be reached/],
  ['npm error code ENOTCACHED', 1, /registry cannot be reached/],
  ['npm error code ENOSPC', 1, /disk of .* is full/],
  [
    "npm error Error: EACCES: permission denied, mkdir '/opt/x'",
    1,
    /this user may not write to .*Start as the owner/,
  ],
  ['npm error code E404\nnpm error 404 Not Found', 1, /could not be installed\.\nnpm said:\n.*404/s],
  ['', 'ENOENT', /npm was not found\. Install Node\.js/],
])('a failed installation that says %j is explained in a sentence', (said, code, sentence) => {
  expect(explain(code, said)).toMatch(sentence)
})
