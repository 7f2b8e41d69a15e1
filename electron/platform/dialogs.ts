// The system's dialogs for files. Only main knows paths: the window asks, a person chooses.
import { BrowserWindow, dialog, type FileFilter, shell } from 'electron'

const front = (): BrowserWindow | undefined => BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0]

/** Where to write a file; null when the person thinks better of it. */
export const chooseToSave = async (title: string, defaultPath: string, kind: FileFilter): Promise<string | null> => {
  const window = front()
  const options = { title, defaultPath, filters: [kind] }
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}

/** Which file to read; null when the person thinks better of it. */
export const chooseToOpen = async (title: string, kinds: FileFilter[]): Promise<string | null> => {
  const window = front()
  const options = { title, filters: kinds, properties: ['openFile' as const] }
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}

export const showInFolder = (path: string): void => shell.showItemInFolder(path)
