// The folders the scripts share.
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

export const projectRoot = resolve(import.meta.dirname, '..')

export const nodeModules = join(projectRoot, 'node_modules')

/** Where test runners leave their reports and check its build stamps; deleted with node_modules. */
export const workFolder = join(nodeModules, '.cache', 'attest')

/** A cache of the user's, shared by every checkout. */
export const userCache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'attest')
