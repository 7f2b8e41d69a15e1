// Bundles a benchmark's process as the app is bundled, so that its start is the start people see.
import { cpSync, mkdtempSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const root = join(import.meta.dirname, '../..')

/** Entries by name, from the project's root. @returns where each of them is now */
export const bundle = async (
  entries: Record<string, string>,
): Promise<{ folder: string; urlOf: (name: string) => URL }> => {
  const folder = mkdtempSync(join(tmpdir(), 'attest-bundle-'))
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    build: {
      outDir: folder,
      target: 'node20',
      minify: true,
      emptyOutDir: false,
      lib: {
        entry: Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(root, path)])),
        formats: ['es'],
        fileName: (_, name) => `${name}.mjs`,
      },
      rolldownOptions: {
        external: ['libsql', 'node-sqlite3-wasm', '@bokuweb/zstd-wasm', /^node:/],
        output: { chunkFileNames: '[name].mjs' },
      },
    },
    ssr: { noExternal: true },
  })
  cpSync(join(root, 'electron/store/migrations'), join(folder, 'migrations'), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return { folder, urlOf: (name) => pathToFileURL(join(folder, `${name}.mjs`)) }
}
