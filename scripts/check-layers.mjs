// Fails on a layering violation, and also when suspiciously few modules were read or `#lib/` imports led nowhere:
// dependency-cruiser exits 0 having read nothing if it cannot use the installed TypeScript.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const folders = ['app', 'components', 'lib', 'worker', 'emulators', 'test', 'scripts'].filter((folder) =>
  existsSync(folder),
)
const floor = Number(process.argv[2] ?? 1)
const cruiser = 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'
const output = execFileSync(process.execPath, [cruiser, ...folders, '--output-type', 'json'], {
  encoding: 'utf8',
  maxBuffer: 1e9,
})
const { modules, summary } = JSON.parse(output)
const inner = modules
  .flatMap((module) => module.dependencies)
  .filter((dependency) => dependency.module.startsWith('#lib/'))
const troubles = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`)
if (summary.totalCruised < floor)
  troubles.push(`read only ${summary.totalCruised} modules, expected at least ${floor}`)
if (!inner.some((dependency) => dependency.resolved.startsWith('lib/')))
  troubles.push('no import of #lib/ was resolved')
for (const trouble of troubles) console.error(trouble)
if (troubles.length > 0) process.exit(1)
console.log(`${summary.totalCruised} modules keep to their layers`)
