import { describe, expect, it } from 'vitest'
import { missingPackages, packagesFor } from '../../scripts/system-libraries.mjs'

const bookworm = new Set(['libgtk-3-0', 'libasound2', 'libnss3', 'libgbm1', 'libxss1', 'libxtst6', 'fonts-liberation'])
const noble = new Set([
  'libgtk-3-0t64',
  'libasound2t64',
  'libnss3',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'fonts-liberation',
])
const nothing = new Set<string>()
const namesOn = (release: ReadonlySet<string>) =>
  missingPackages(packagesFor('window', true), nothing, (name) => release.has(name))

describe('missingPackages', () => {
  it('uses the names of Debian 12', () => {
    expect(new Set(namesOn(bookworm))).toEqual(bookworm)
  })

  it('uses the names of Ubuntu 24.04 and Debian 13', () => {
    expect(new Set(namesOn(noble))).toEqual(noble)
  })

  it('leaves out what is installed, under whatever name', () => {
    const installed = new Set(['libgtk-3-0t64', 'libnss3'])
    const missing = missingPackages([['libgtk-3-0t64', 'libgtk-3-0'], ['libnss3'], ['libgbm1']], installed, () => true)
    expect(missing).toEqual(['libgbm1'])
  })

  it('still names a package where the lists are empty', () => {
    expect(missingPackages([['libasound2t64', 'libasound2']], nothing, () => false)).toEqual(['libasound2'])
  })
})

describe('packagesFor', () => {
  it('wants a virtual display only where there is none', () => {
    expect(packagesFor('window', false)).toContainEqual(['xvfb'])
    expect(packagesFor('window', true)).not.toContainEqual(['xvfb'])
  })

  it('wants a keyring for the tests alone', () => {
    expect(packagesFor('test', true)).toContainEqual(['gnome-keyring'])
    expect(packagesFor('window', true)).not.toContainEqual(['gnome-keyring'])
  })
})
