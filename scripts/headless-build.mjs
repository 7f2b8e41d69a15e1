// How the command line is compiled: apart from the window's modules, so that neither changes how the other is cut.
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './paths.mjs'

/** @param {string} path */
const source = (path) => join(projectRoot, 'electron', path)

/**
 * A Vite configuration for plain Node from 20.19 on. Only the store's native package stays a package of its own.
 * @param {string} outDir
 */
export const headlessBuild = (outDir) => ({
  root: projectRoot,
  configFile: /** @type {const} */ (false),
  publicDir: /** @type {const} */ (false),
  plugins: [
    {
      name: 'attest-headless-files',
      writeBundle: () => cpSync(source('store/migrations'), join(outDir, 'migrations'), { recursive: true }),
    },
  ],
  build: {
    outDir,
    target: 'node20',
    emptyOutDir: true,
    minify: true,
    reportCompressedSize: false,
    ssr: true,
    rolldownOptions: {
      input: {
        headless: source('headless.ts'),
        'store-thread': source('store/store-thread.ts'),
        'check-file': source('store/check-file.ts'),
        'demo-team': source('demo-team/worker.ts'),
      },
      external: ['electron', 'libsql'],
      output: { format: /** @type {const} */ ('es'), entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
  ssr: { noExternal: /** @type {const} */ (true) },
})
