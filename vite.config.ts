// Three targets in one build: window (renderer), main with its threads (ESM), preload (CommonJS, as a sandbox demands).
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vite'
import electron from 'vite-plugin-electron'

const root = import.meta.dirname
const outDir = join(root, 'dist/electron')

/** Native or looked up at run time, so they stay packages of their own. */
const external = ['electron', 'libsql']

/** Migrations are read at run time, from beside the module that runs them. */
const migrations = (): Plugin => ({
  name: 'attest-migrations',
  writeBundle: () => {
    mkdirSync(join(outDir, 'migrations'), { recursive: true })
    cpSync(join(root, 'electron/store/migrations'), join(outDir, 'migrations'), { recursive: true })
  },
})

const entries = {
  main: join(root, 'electron/main.ts'),
  'store-thread': join(root, 'electron/store/store-thread.ts'),
  'check-file': join(root, 'electron/store/check-file.ts'),
  'demo-team': join(root, 'electron/demo-team/worker.ts'),
}

const main = {
  plugins: [migrations()],
  build: {
    outDir,
    target: 'node20',
    emptyOutDir: false,
    minify: true,
    lib: { entry: entries, formats: ['es' as const], fileName: (_: string, name: string) => `${name}.js` },
    rolldownOptions: { external, output: { chunkFileNames: '[name]-[hash].js' } },
  },
}

const preload = {
  build: {
    outDir,
    target: 'node20',
    emptyOutDir: false,
    lib: { entry: join(root, 'electron/preload.ts'), formats: ['cjs' as const], fileName: () => 'preload.cjs' },
    rolldownOptions: { external },
  },
}

export default defineConfig({
  root: join(root, 'renderer'),
  base: './',
  build: {
    outDir: join(root, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
  plugins: [
    react(),
    electron([
      { vite: main, onstart: ({ startup }) => startup([root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]) },
      { vite: preload, onstart: ({ reload }) => reload() },
    ]),
  ],
})
