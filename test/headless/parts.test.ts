import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLineWriter } from '../../electron/headless/console-log.ts'
import { explain, Refusal } from '../../electron/headless/exit.ts'
import { parseInterval } from '../../electron/headless/interval.ts'
import { placeOf, usualFolder } from '../../electron/headless/place.ts'
import { credentialsOf, readSettings } from '../../electron/headless/settings.ts'
import { createTable } from '../../electron/headless/table.ts'
import { Failure } from '../../shared/domain/failure.ts'

const at = (text: string): Date => new Date(`2026-11-20T${text}Z`)

describe('parseInterval', () => {
  it('counts from the start of a sync, and skips what a long one has missed', () => {
    const { next, words } = parseInterval('1h', at('00:00:00'))
    expect(words).toBe('every hour')
    expect(next(at('06:00:00'), at('06:00:09'))).toEqual(at('07:00:00'))
    expect(next(at('06:00:00'), at('07:30:00'))).toEqual(at('08:00:00'))
    expect(next(at('06:00:00'), at('07:00:00'))).toEqual(at('08:00:00'))
  })

  it('takes cron expressions in UTC', () => {
    const { next } = parseInterval('0 6 * * *', at('00:00:00'))
    expect(next(at('05:00:00'), at('05:01:00'))).toEqual(at('06:00:00'))
  })

  it('is always later than the end, whatever the interval', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        fc.constantFrom('s', 'm'),
        fc.integer({ min: 0, max: 10 ** 8 }),
        (count, unit, took) => {
          const started = at('00:00:00')
          const ended = new Date(started.getTime() + took)
          const step = count * (unit === 's' ? 1000 : 60_000)
          const next = parseInterval(`${count}${unit}`, started).next(started, ended)
          const left = (next?.getTime() ?? 0) - ended.getTime()
          expect(left).toBeGreaterThan(0)
          expect(left).toBeLessThanOrEqual(step)
        },
      ),
    )
  })

  it.each(['', '0h', '-1h', '1 week', 'hourly', '1h30m', '400d', '* * * *', '*/1 * * * *', '99 99 * * *'])(
    'refuses %j with a sentence',
    (text) => {
      expect(() => parseInterval(text, at('00:00:00'))).toThrow(Refusal)
    },
  )
})

describe('readSettings', () => {
  it('takes a flag before a variable, and counts empty text as none', () => {
    const env = { BATON_APP_KEY: 'fromvariable', BATON_REFRESH_TOKEN: '', BATON_PROVISIONING: 'true' }
    expect(readSettings({ appKey: 'fromflag' }, env)).toMatchObject({ appKey: 'fromflag', purpose: 'provisioning' })
    expect(readSettings({}, env)).toMatchObject({ appKey: 'fromvariable', refreshToken: undefined })
    expect(readSettings({}, { BATON_PROVISIONING: 'false' }).purpose).toBe('read-only')
  })

  it('sends a token nowhere but to Dropbox or this machine', () => {
    expect(readSettings({ baseUrl: 'https://api.dropboxapi.com' }, {}).baseUrl).toBeUndefined()
    expect(readSettings({ baseUrl: 'http://127.0.0.1:8080/x' }, {}).baseUrl).toBe('http://127.0.0.1:8080')
    for (const baseUrl of [
      'https://127.0.0.1',
      'http://example.com',
      'http://api.dropboxapi.com',
      'https://api.dropboxapi.com.evil.example',
      'http://localhost@evil.example',
      'http://user:pass@127.0.0.1:80',
      'file:///etc/passwd',
    ])
      expect(() => readSettings({ baseUrl }, {})).toThrow('--base-url')
  })

  it('asks for the half of the credentials that is missing', () => {
    expect(credentialsOf(readSettings({}, {}))).toBeNull()
    expect(() => credentialsOf(readSettings({ appKey: 'a77e57' }, {}))).toThrow('BATON_REFRESH_TOKEN')
    expect(() => credentialsOf(readSettings({ refreshToken: 'x' }, {}))).toThrow('BATON_APP_KEY')
  })
})

describe('placeOf', () => {
  it('is the folder named, else the usual one where there is a key, else temporary', () => {
    const credentials = { appKey: 'a77e57', refreshToken: 'x' }
    const env = { HOME: '/home/ada', XDG_DATA_HOME: '/data' }
    const place = (flags: object, more: object = {}) => placeOf(readSettings(flags, { ...env, ...more }), env)
    expect(place({ ...credentials, workspace: '/srv/attest' })).toMatchObject({ kind: 'folder', folder: '/srv/attest' })
    expect(place(credentials, { ATTEST_KEY: 'long enough' })).toEqual({
      kind: 'folder',
      folder: usualFolder(env),
      key: 'long enough',
    })
    expect(place(credentials)).toEqual({ kind: 'temporary' })
    expect(() => place({})).toThrow('no workspace and no credentials')
  })
})

describe('createTable', () => {
  it('keeps columns in line, and lets nothing through that a terminal would obey', () => {
    const table = createTable<{ name: string; n: number }>([
      { title: 'Name', text: (row) => row.name },
      { title: 'N', text: (row) => row.n, isNumber: true },
    ])
    const text = table.rows([
      { name: 'Ada\u001B[31m', n: 7 },
      { name: '東京', n: 120 },
    ])
    expect(text.split('\n')).toEqual(['Name        N', '────────  ───', 'Ada�[31m    7', '東京      120', ''])
    expect(table.rows([{ name: 'x', n: 1 }])).toBe('x           1\n')
  })
})

describe('explain', () => {
  it('is one line and the right code for every kind of end', () => {
    expect(explain(new Refusal(2, 'Say\nwhat.'))).toEqual({ code: 2, sentence: 'Say what.' })
    expect(explain(new Failure({ kind: 'cancelled' })).code).toBe(4)
    expect(explain(new Failure({ kind: 'sign-in-needed', reason: 'revoked' })).code).toBe(3)
    expect(explain(new Failure({ kind: 'scope-missing', scope: 'members.read', route: 'x' })).code).toBe(3)
    expect(explain(new Failure({ kind: 'disk-full', file: '/x' })).code).toBe(1)
    expect(explain(new Error('odd')).sentence).toContain('odd')
  })
})

describe('createLineWriter', () => {
  const line = { at: '2026-11-20T00:00:00Z', level: 'info', message: 'call', data: { requestId: 'abc' } } as const

  it('writes what is wanted, as JSON or for people', () => {
    const written: string[] = []
    createLineWriter('info', 'json', (text) => written.push(text))(line)
    createLineWriter('debug', 'console', (text) => written.push(text))(line)
    createLineWriter('warn', 'json', (text) => written.push(text))(line)
    createLineWriter(undefined, 'json', (text) => written.push(text))(line)
    expect(written).toEqual([
      '{"at":"2026-11-20T00:00:00Z","level":"info","message":"call","requestId":"abc"}\n',
      '2026-11-20T00:00:00Z info  call requestId="abc"\n',
    ])
  })
})
