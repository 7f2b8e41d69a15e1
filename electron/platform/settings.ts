// Settings in an electron-store file, written atomically. The package is loaded when something has to be written: at
// start-up there is only reading (bounds.ts), and the window is waiting for it.
import type { Bounds } from './bounds.ts'

/** Remembers where the window was, in `settings.json`. */
export const saveBounds = async (folder: string, bounds: Bounds): Promise<void> => {
  const { default: SettingsStore } = await import('electron-store')
  new SettingsStore<{ bounds?: Bounds }>({ cwd: folder, name: 'settings', clearInvalidConfig: true }).set(
    'bounds',
    bounds,
  )
}
