// Completes package-lock.json for machines other than the one that wrote it: `node scripts/fix-lock.mjs`.
// npm leaves out of the lock what its registry did not have for another platform, and a lock without its entry keeps that
// platform from ever installing it. The entries added here hold what npm needs to decide (version, os, cpu, libc); the
// machine that wants the package fetches it by name and version. Run it after a change of dependencies, then npm install.
import { readFileSync, writeFileSync } from 'node:fs'

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'openharmony',
  'win32',
  'netbsd',
  'openbsd',
  'sunos',
  'aix',
]
const processors = [
  'arm64',
  'arm',
  'x64',
  'ia32',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
]

/**
 * The stub entries that a lock lacks, by their path in it.
 * @param {{ packages: Record<string, { optionalDependencies?: Record<string, string> }> }} lock
 */
export function missingEntries(lock) {
  const missing = {}
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const platform = platformOf(name)
      if (platform && !isResolved(lock, path, name))
        missing[`node_modules/${name}`] = { version, ...platform }
    }
  }
  return missing
}

/** Looks where Node would: beside the package that wants it, then in each folder above. */
function isResolved(lock, path, name) {
  for (let base = path; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    if (lock.packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true
    if (base === '') return false
  }
}

/** What such names say by convention (`@scope/thing-linux-arm64-musl`), or null for a package of every platform. */
export function platformOf(name) {
  const words = name.split(/[-/]/)
  const os = systems.filter((system) => words.includes(system))
  const cpu = processors.filter((processor) => words.includes(processor))
  if (cpu.length !== 1 || (os.length !== 1 && cpu[0] !== 'wasm32')) return null
  const libc = /-(musl|musleabihf)$/.test(name) ? ['musl'] : /-(gnu|gnueabihf)$/.test(name) ? ['glibc'] : null
  return { ...(os.length > 0 && { os }), cpu, ...(libc && { libc }), optional: true }
}

if (import.meta.filename === process.argv[1]) {
  const file = 'package-lock.json'
  const lock = JSON.parse(readFileSync(file, 'utf8'))
  const missing = missingEntries(lock)
  // An exact version is all that a lock may hold; a range would be resolved by whoever installs.
  for (const [path, { version }] of Object.entries(missing)) {
    if (!/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      throw new Error(`${path}: ${version} is not an exact version`)
  }
  const [[rootPath, root], ...packages] = Object.entries({ ...lock.packages, ...missing })
  packages.sort(([a], [b]) => (a < b ? -1 : 1))
  lock.packages = Object.fromEntries([[rootPath, root], ...packages])
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`${file}: ${Object.keys(missing).length} entries added`)
}
