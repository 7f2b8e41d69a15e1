// The stand-alone verifier as it is written beside a snapshot's file: a program for Node, and the same as a page.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, 'verifier')
const PROGRAM = 'attest-verify.mjs'
const PAGE = 'attest-verify.html'

/** What follows in the program is of no use to a page. */
const NODE_PART = '// From here on: Node.'

/** Name and text of each file. The page holds the program's own check, so the two cannot come to different answers. */
export const verifierFiles = async (): Promise<{ name: string; text: string }[]> => {
  const [program, page] = await Promise.all([PROGRAM, PAGE].map((name) => readFile(join(FOLDER, name), 'utf8')))
  const [check = ''] = (program ?? '').split(NODE_PART)
  const core = check.replace(/^#!.*\n/, '')
  return [
    { name: PROGRAM, text: program ?? '' },
    { name: PAGE, text: (page ?? '').replace(`/* ${PROGRAM} */`, () => core) },
  ]
}
