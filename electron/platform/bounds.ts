// Where the window was. Read with nothing but the file system, because the window waits for it; written by settings.ts.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Bounds = { x: number; y: number; width: number; height: number }

const isBounds = (value: unknown): value is Bounds =>
  typeof value === 'object' &&
  value !== null &&
  ['x', 'y', 'width', 'height'].every((key) => Number.isInteger((value as Record<string, unknown>)[key]))

/** Null on the first start and when the file says something else: then the window opens at its usual size. */
export const readBounds = (folder: string): Bounds | null => {
  try {
    const { bounds } = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as { bounds?: unknown }
    return isBounds(bounds) ? bounds : null
  } catch {
    return null
  }
}
