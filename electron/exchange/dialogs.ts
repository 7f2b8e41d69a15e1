// What exports and imports need of the desktop around them.

export type FileKind = { name: string; extensions: string[] }

/** Loaded with the first dialog; without a window there are none. */
export type Dialogs = {
  /** Null when the person thinks better of it. */
  chooseToSave: (title: string, suggestedName: string, kind: FileKind) => Promise<string | null>
  chooseToOpen: (title: string, kinds: FileKind[]) => Promise<string | null>
  showInFolder: (path: string) => void
}
