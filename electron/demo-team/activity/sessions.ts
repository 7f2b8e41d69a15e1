// Devices and linked apps of a member, derived from who it is: the same whenever they are asked for.
import type { Member } from '../state/model.ts'
import { hashOf, mixed, pickOf, unitOf } from './chance.ts'
import { DAY } from './schedule.ts'

type Session = { id: string; ip: string; country: string; created: number; updated: number }
export type WebSession = Session & { userAgent: string; os: string; browser: string; expires: number }
export type DesktopClient = Session & {
  hostName: string
  clientType: 'windows' | 'mac' | 'linux'
  version: string
  platform: string
}
export type MobileClient = Session & {
  deviceName: string
  clientType: 'iphone' | 'ipad' | 'android'
  version: string
  osVersion: string
}
export type Sessions = { web: WebSession[]; desktop: DesktopClient[]; mobile: MobileClient[] }
export type LinkedApp = {
  id: string
  name: string
  publisher?: string
  publisherUrl?: string
  linked: number
  isAppFolder: boolean
}

const COUNTRIES = [
  'Norway',
  'Germany',
  'United Kingdom',
  'France',
  'Spain',
  'Poland',
  'United States',
  'Canada',
] as const
const DESKTOPS = [
  { clientType: 'windows', platform: 'Windows 11' },
  { clientType: 'windows', platform: 'Windows 10' },
  { clientType: 'mac', platform: 'macOS 15' },
  { clientType: 'linux', platform: 'Ubuntu 24.04' },
] as const
const PHONES = [
  { clientType: 'iphone', name: 'iPhone', osVersion: '18.1' },
  { clientType: 'android', name: 'Pixel 8', osVersion: '15' },
  { clientType: 'ipad', name: 'iPad', osVersion: '18.0' },
  { clientType: 'android', name: 'Galaxy S23', osVersion: '14' },
] as const
const BROWSERS = [
  { browser: 'Chrome', os: 'Windows' },
  { browser: 'Safari', os: 'Mac OS X' },
  { browser: 'Firefox', os: 'Linux' },
  { browser: 'Edge', os: 'Windows' },
] as const
const APPS = [
  { name: 'Slack', publisher: 'Slack Technologies', isAppFolder: false },
  { name: 'Zoom', publisher: 'Zoom Communications', isAppFolder: false },
  { name: 'Notes for iPad', publisher: 'Ginger Labs', isAppFolder: true },
  { name: 'DocuSign', publisher: 'DocuSign', isAppFolder: false },
  { name: 'Backup Buddy', publisher: undefined, isAppFolder: true },
  { name: 'IFTTT', publisher: 'IFTTT', isAppFolder: false },
  { name: 'Canva', publisher: 'Canva', isAppFolder: false },
  { name: 'PDF Converter Free', publisher: undefined, isAppFolder: false },
] as const

/** Signing out comes with suspension, so that only active people have any. */
export const sessionsOf = (member: Member, now: number): Sessions => {
  const none: Sessions = { web: [], desktop: [], mobile: [] }
  if (member.status !== 'active') return none
  const seed = hashOf(member.id, 21)
  const session = (kind: string, salt: number): Session => ({
    id: `${kind}:${mixed(seed, salt).toString(36)}${mixed(seed, salt + 1).toString(36)}`,
    ip: `${20 + (mixed(seed, 3) % 180)}.${mixed(seed, 4) % 256}.${mixed(seed, 5) % 256}.${1 + (mixed(seed, salt) % 250)}`,
    country: pickOf(COUNTRIES, seed, 6),
    ...timesOf(member, mixed(seed, salt), now),
  })
  const desktops = unitOf(seed, 7) < 0.7 ? (unitOf(seed, 8) < 0.2 ? 2 : 1) : 0
  return {
    desktop: Array.from({ length: desktops }, (_, i) => {
      const kind = pickOf(DESKTOPS, seed, 30 + i)
      const hostName = `${member.surname.slice(0, 12).toUpperCase()}-${kind.clientType === 'mac' ? 'MBP' : 'PC'}${i === 0 ? '' : i + 1}`
      return { ...session('dbdsid', 40 + i * 2), ...kind, hostName, version: `${198 + (mixed(seed, 9) % 6)}.4.5601` }
    }),
    mobile: Array.from({ length: unitOf(seed, 10) < 0.45 ? 1 : 0 }, () => {
      const { name, ...kind } = pickOf(PHONES, seed, 11)
      return { ...session('dbmsid', 60), ...kind, deviceName: `${name} (${member.givenName})`, version: '392.2' }
    }),
    web: Array.from({ length: unitOf(seed, 12) < 0.6 ? 1 : 0 }, () => {
      const kind = pickOf(BROWSERS, seed, 13)
      const own = session('dbwsid', 70)
      return {
        ...own,
        ...kind,
        userAgent: `Mozilla/5.0 (${kind.os}) ${kind.browser}/130.0`,
        expires: own.updated + 30 * DAY,
      }
    }),
  }
}

/** Linked within the year after joining; most are in use every few weeks, some never again. */
const timesOf = (member: Member, seed: number, now: number): { created: number; updated: number } => {
  const joined = member.joinedOn ?? now
  const wished = wholeSecond(joined + 300 * DAY * unitOf(seed, 14))
  const created = wished < now ? wished : joined
  if (unitOf(seed, 15) < 0.1) return { created, updated: created }
  const idleDays = Math.floor(20 * unitOf(seed, 16) ** 3)
  const today = Math.floor(now / DAY) * DAY
  return { created, updated: Math.max(created, today - idleDays * DAY) }
}

const wholeSecond = (time: number) => Math.floor(time / 1000) * 1000

export const linkedAppsOf = (member: Member, now: number): LinkedApp[] => {
  if (member.status !== 'active') return []
  const seed = hashOf(member.id, 22)
  if (unitOf(seed, 1) > 0.38) return []
  const count = 1 + (mixed(seed, 2) % 3)
  const first = mixed(seed, 3)
  return Array.from({ length: count }, (_, i) => {
    const at = (first + i * 3) % APPS.length
    const { name, publisher, isAppFolder } = APPS[at] ?? APPS[0]
    const domain = `${name.toLowerCase().replaceAll(' ', '')}.example`
    return {
      id: `dbaid:AA${(at + 101).toString(36).padStart(6, '0')}`,
      name,
      ...(publisher ? { publisher, publisherUrl: `https://${domain}` } : {}),
      linked: timesOf(member, mixed(seed, 10 + i), now).created,
      isAppFolder,
    }
  })
}
