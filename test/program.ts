// A program to be supervised, whose behaviour is its argument: `node test/program.ts <behaviour> <file it writes to>`.
import { appendFileSync } from 'node:fs'

const [behaviour = '', file = ''] = process.argv.slice(2)
const note = (word: string) => appendFileSync(file, `${word} ${process.pid}\n`)

const whenToldToStop: Record<string, () => void> = {
  steady: () => {
    note('finished')
    process.exit(0)
  },
  stubborn: () => note('refused'),
}
const exitCodes: Record<string, number> = { crashing: 3, hopeless: 78 }

process.on('disconnect', () => {
  note('orphaned')
  process.exit(0)
})
const stop = whenToldToStop[behaviour]
if (stop) process.on('SIGTERM', stop)
setInterval(() => undefined, 1000)
// Last, because whoever reads it may send a signal at once.
note('started')
if (behaviour in exitCodes) process.exit(exitCodes[behaviour])
