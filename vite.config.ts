// Four targets in one build: window (renderer), main with its threads (ESM), preload (CommonJS, as a sandbox demands), and
// the command line.
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import electron from 'vite-plugin-electron'
import { defineConfig } from 'vitest/config'
import {
  builtinsAsTheyAre,
  copyReadFiles,
  external,
  headlessBuilds,
  libraryAtOnce,
  threads,
} from './scripts/headless-build.mjs'

const root = import.meta.dirname
const outDir = join(root, 'dist/electron')

const entries = { main: join(root, 'electron/main.ts'), ...threads }

/** What main and its threads share comes in one file: at start-up each file costs more than its bytes. */
const common = {
  name: 'common',
  test: /\/shared\/|node_modules\/zod\/|electron\/(lazy|schedule\/recurring|store\/(remote|database|hash-chain))\.ts/,
}

/**
 * oRPC asks of every message whether it is a form. To know what a form is the runtime loads the whole of its fetch, 30 ms in
 * which the first picture waits; what a form calls itself is enough.
 */
const formsByName = (): Plugin => ({
  name: 'attest-forms-by-name',
  transform: (code, id) =>
    id.includes('/@orpc/')
      ? code.replaceAll(
          /([\w.]+) instanceof FormData\b/g,
          `(Object.prototype.toString.call($1) === '[object FormData]')`,
        )
      : undefined,
})

const main = {
  plugins: [copyReadFiles(outDir), formsByName(), libraryAtOnce(), builtinsAsTheyAre()],
  build: {
    outDir,
    target: 'node20',
    emptyOutDir: true,
    minify: true,
    lib: { entry: entries, formats: ['es' as const], fileName: (_: string, name: string) => `${name}.js` },
    rolldownOptions: {
      external,
      output: { chunkFileNames: '[name].js', minify: true, codeSplitting: { groups: [common] } },
    },
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

/** Nothing comes from anywhere but the app's own files; Mantine writes its variables into a style element. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"

const contentSecurityPolicy = (): Plugin => ({
  name: 'attest-content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY }, injectTo: 'head-prepend' },
  ],
})

const app = defineConfig({
  root: join(root, 'renderer'),
  base: './',
  build: {
    outDir: join(root, 'dist/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
    // The first page comes in one file with all it needs: at start-up each file costs more than its bytes.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [{ name: 'start', test: /renderer\/(main|features\/overview\/overview-page)\.tsx$/ }],
        },
      },
    },
  },
  plugins: [
    react(),
    contentSecurityPolicy(),
    electron([
      { vite: main, onstart: ({ startup }) => startup([root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])]) },
      { vite: preload, onstart: ({ reload }) => reload() },
      ...headlessBuilds(join(root, 'dist/headless')).map((vite) => ({ vite, onstart: () => {} })),
    ]),
  ],
})

/** Unit and integration tests run in plain Node: main is plain Node, and the window is tested in real Electron. */
const tests = defineConfig({
  root,
  plugins: [react()],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
})

export default process.env['VITEST'] ? tests : app
