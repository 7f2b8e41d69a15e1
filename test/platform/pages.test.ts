import { expect, it, vi } from 'vitest'

vi.mock('electron', () => ({ protocol: {} }))
const { fileOf } = await import('../../electron/platform/pages.ts')

it('serves the window’s own files and nothing else', () => {
  expect(fileOf('/app/renderer', '/index.html')).toEqual({
    file: '/app/renderer/index.html',
    type: 'text/html; charset=utf-8',
  })
  expect(fileOf('/app/renderer', '/assets/start-1.js')?.file).toBe('/app/renderer/assets/start-1.js')
  for (const path of ['/../main.js', '/%2e%2e/electron/main.js', '/..%2f..%2fetc/x.js', '/assets/', '/vault.json', '/'])
    expect(fileOf('/app/renderer', path)).toBeNull()
})
