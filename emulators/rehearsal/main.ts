/**
 * Runs the rehearsal provider until SIGTERM, SIGINT, or until the program that started it is gone. Prints one line of
 * JSON, {"url": …}, when it listens. Options: --port <n>, --control, --keep <n> (see server.ts).
 */
import { fstatSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startRehearsal } from './server.ts'

const { values } = parseArgs({
  options: { port: { type: 'string' }, control: { type: 'boolean' }, keep: { type: 'string' } },
})
const server = await startRehearsal({
  port: Number(values.port ?? 0),
  control: values.control ?? false,
  ...(values.keep && { keep: Number(values.keep) }),
})

let stopping = false
const stop = () => {
  if (stopping) return
  stopping = true
  void server.stop().then(() => process.exit(0))
}
process.on('SIGTERM', stop).on('SIGINT', stop).on('disconnect', stop)
// A pipe on standard input ends when its other end dies, also by SIGKILL. A terminal or /dev/null says nothing.
const input = fstatSync(0)
if (input.isFIFO() || input.isSocket()) process.stdin.on('end', stop).on('error', stop).resume()

console.log(JSON.stringify({ url: server.url }))
