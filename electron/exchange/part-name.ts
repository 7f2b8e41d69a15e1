// The names of files that are being written. They say which process of which machine writes, so that what a killed
// process left behind is known from what another one is writing at this moment.
import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, readlink, rm, stat } from 'node:fs/promises'
import { hostname, networkInterfaces } from 'node:os'
import { basename, dirname, join } from 'node:path'

/** Longer than any export takes; whether a process of elsewhere lives cannot be asked. */
const FORGOTTEN_MS = 7 * 24 * 3600 * 1000
/** With what is added, below the 255 bytes that file systems allow. */
const MOST_BYTES = 120
const NAME = /^\..*\.attest-([0-9a-f]{12})-(\d{1,10})-[0-9a-f]{8}\.part$/s

const read = (work: Promise<string>): Promise<string> => work.catch(() => '')

/** Machines may share a folder and bear the same name. */
const machine = (): string => {
  const addresses = Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ mac }) => mac))
  return [hostname(), ...new Set(addresses)].sort().join(' ')
}

/**
 * Where process ids mean the same: on Linux this machine since it was started, and the container in it. Where they may
 * not, the answer is another one: then only age tells.
 */
const findPlace = async (): Promise<string> => {
  const boot = await read(readFile('/proc/sys/kernel/random/boot_id', 'utf8'))
  const container = await read(readlink('/proc/self/ns/pid'))
  const facts = boot === '' || container === '' ? machine() : `${boot} ${container}`
  return createHash('sha256').update(facts).digest('hex').slice(0, 12)
}
let place: Promise<string> | undefined
const thisPlace = (): Promise<string> => {
  place ??= findPlace()
  return place
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // A process of somebody else's may not be asked, and runs.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}

const isLeftover = async (folder: string, name: string, now: number): Promise<boolean> => {
  const [, where, pid] = NAME.exec(name) ?? []
  if (where === undefined) return false
  if (where === (await thisPlace())) return !isRunning(Number(pid))
  const { mtimeMs } = await stat(join(folder, name))
  return now - mtimeMs > FORGOTTEN_MS
}

/** Removes the part files in `folder` that nobody writes any more; what cannot be read or removed stays. */
const removeLeftovers = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const isOver = await isLeftover(folder, entry.name, Date.now()).catch(() => false)
    if (isOver) await rm(join(folder, entry.name), { force: true }).catch(() => {})
  }
}

/** A new hidden name beside `target` for what is to become it. Tidies away first what killed processes left there. */
export const partBeside = async (target: string): Promise<string> => {
  const folder = dirname(target)
  await removeLeftovers(folder)
  const start = Buffer.from(basename(target))
    .subarray(0, MOST_BYTES)
    .toString()
    .replace(/\ufffd+$/, '')
  return join(folder, `.${start}.attest-${await thisPlace()}-${process.pid}-${randomBytes(4).toString('hex')}.part`)
}
