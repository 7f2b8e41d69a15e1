// Ways a workspace file can go bad on a disk.
import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { closeDatabase, openDatabase } from '../../../electron/store/database.ts'
import { passphraseBox } from '../../../electron/workspace/secret-box.ts'

const overwrite = (file: string, position: number, length: number): void => {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(length, 0x5a), 0, length, position)
  closeSync(handle)
}

export const overwriteStart = (file: string): void => overwrite(file, 0, 512)

/** Whole pages, so that something that is used is hit. */
export const overwriteMiddle = (file: string): void => {
  const { size } = statSync(file)
  overwrite(file, Math.floor(size / 4), Math.floor(size / 2))
}

export const cutOff = (file: string): void => truncateSync(file, Math.floor(statSync(file).size / 2))

export const replaceByForeignFile = (file: string): void =>
  writeFileSync(file, 'Not a workspace at all, but somebody’s shopping list.\n'.repeat(400))

/** As a later version of Attest would leave it. */
export const raiseVersion = async (folder: string, passphrase: string): Promise<void> => {
  const { vault } = JSON.parse(readFileSync(join(folder, 'vault.json'), 'utf8'))
  const box = await passphraseBox(passphrase, vault.salt)
  const db = openDatabase(join(folder, 'workspace.db'), box.open(vault.databaseKey))
  db.exec('PRAGMA user_version = 999')
  closeDatabase(db)
}
