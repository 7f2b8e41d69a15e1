// Plays the person at the system's file dialogs, which no test can click.
import { type Attest, askMain } from './attest.ts'

/** Where the next save dialogs say to write; null cancels them. */
export const saveAs = ({ app }: Attest, path: string | null): Promise<void> =>
  askMain(() =>
    app.evaluate(({ dialog }, filePath) => {
      const save = async () => ({ canceled: filePath === null, filePath: filePath ?? '' })
      dialog.showSaveDialog = save as typeof dialog.showSaveDialog
    }, path),
  )

/** Which file the next open dialogs choose. */
export const openFile = ({ app }: Attest, path: string): Promise<void> =>
  askMain(() =>
    app.evaluate(({ dialog }, filePath) => {
      dialog.showOpenDialog = (async () => ({
        canceled: false,
        filePaths: [filePath],
      })) as typeof dialog.showOpenDialog
    }, path),
  )

/** Notes which file is shown in its folder, instead of opening the desktop's file manager. */
export const noteShown = ({ app }: Attest): Promise<void> =>
  askMain(() =>
    app.evaluate(({ shell }) => {
      shell.showItemInFolder = (path) => void Object.assign(globalThis, { shownInFolder: path })
    }),
  )

export const shownInFolder = ({ app }: Attest): Promise<unknown> =>
  askMain(() => app.evaluate(() => (globalThis as { shownInFolder?: string }).shownInFolder ?? null))
