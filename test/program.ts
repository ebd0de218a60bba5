// A program to be supervised, whose behaviour is its argument: `node test/program.ts <behaviour> <file it writes to>`.
import { appendFileSync } from 'node:fs'

const [behaviour = '', file = ''] = process.argv.slice(2)
const note = (word: string) => appendFileSync(file, `${word} ${process.pid}\n`)
note('started')

const endings: Record<string, () => void> = {
  steady: () => undefined,
  crashing: () => process.exit(3),
  hopeless: () => process.exit(78),
  stubborn: () => process.on('SIGTERM', () => note('refused')),
}
process.on('disconnect', () => {
  note('orphaned')
  process.exit(0)
})
if (behaviour === 'steady') {
  process.on('SIGTERM', () => {
    note('finished')
    process.exit(0)
  })
}
endings[behaviour]?.()
setInterval(() => undefined, 1000)
