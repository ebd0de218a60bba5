// Every `path/like/this.ts` and every `npm run something` that our Markdown names must exist.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const top = 'app|components|lib|worker|prisma|emulators|e2e|bench|docs|scripts|test|locales'
const path = new RegExp(`\`((?:${top})/[\\w./()[\\]-]+?)(?::\\d+)?\``, 'g')
const command = /npm run (?:-s )?([\w:-]+)/g
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))

const files = [
  ...markdownIn('.'),
  ...['docs', 'bench'].filter((folder) => existsSync(folder)).flatMap((folder) => markdownIn(folder, true)),
]
const broken = files.flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  return [
    ...[...text.matchAll(path)]
      .filter(([, named]) => !existsSync(named))
      .map(([, named]) => `${file}: ${named} does not exist`),
    ...[...text.matchAll(command)]
      .filter(([, name]) => !scripts[name])
      .map(([, name]) => `${file}: there is no script ${name}`),
  ]
})
for (const line of broken) console.error(line)
if (broken.length > 0) process.exit(1)
console.log(`${files.length} documents name what exists`)

function markdownIn(folder, deep = false) {
  return readdirSync(folder, { recursive: deep })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
}
