import { describe, expect, it } from 'vitest'
import { dataText, linesFrom, logText } from '../../shared/domain/log-text.ts'
import type { LogLine } from '../../shared/domain/sync-run.ts'

const line = (level: LogLine['level'], message: string, data: LogLine['data'] = {}): LogLine => ({
  at: '2026-10-12T09:14:03.120Z',
  level,
  message,
  data,
})

describe('linesFrom', () => {
  it('keeps a level and the graver ones, in their order', () => {
    const lines = [line('debug', 'a'), line('warn', 'b'), line('info', 'c'), line('error', 'd')]
    expect(linesFrom(lines, 'warn').map((l) => l.message)).toEqual(['b', 'd'])
    expect(linesFrom(lines, 'debug')).toEqual(lines)
  })

  it('keeps what has every word, wherever it stands', () => {
    const lines = [
      line('debug', 'call', { route: 'team/get_info', requestId: 'ab12' }),
      line('debug', 'call', { route: 'team/groups/list', requestId: 'cd34' }),
      line('warn', 'Dropbox asks to slow down', { route: 'team/groups/list' }),
    ]
    expect(linesFrom(lines, 'debug', ' GROUPS call ')).toEqual([lines[1]])
    expect(linesFrom(lines, 'debug', 'ab12')).toEqual([lines[0]])
    expect(linesFrom(lines, 'info', 'groups')).toEqual([lines[2]])
    expect(linesFrom(lines, 'debug', 'nowhere')).toEqual([])
  })
})

describe('logText', () => {
  it('writes time, level, message and data on one line each', () => {
    const text = logText([
      line('info', 'Sync started'),
      line('warn', 'Waiting', { route: 'team/groups/list', attempt: 2, requestId: null }),
    ])
    expect(text).toBe(
      '2026-10-12T09:14:03.120Z INFO  Sync started\n' +
        '2026-10-12T09:14:03.120Z WARN  Waiting route=team/groups/list attempt=2 requestId=null\n',
    )
  })

  it('keeps a line a line when a value holds a line break', () => {
    expect(dataText({ reason: 'two\nlines' })).toBe('reason="two\\nlines"')
    expect(dataText({ empty: '' })).toBe('empty=""')
  })
})
