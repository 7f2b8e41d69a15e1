// Runs the file check in a utility process, so that a damaged file can only take that one down.
import { utilityProcess } from 'electron'
import type { FailureDetail } from '../../shared/domain/failure.ts'
import type { CheckAnswer } from '../store/check-file.ts'

/** Null when the file is sound; `store-damaged` also when the child did not survive looking at it. */
export const checkFileIn =
  (script: string) =>
  (file: string, key: string): Promise<FailureDetail | null> =>
    new Promise((resolve) => {
      const child = utilityProcess.fork(script, [], { serviceName: 'Attest file check', stdio: 'ignore' })
      child.once('message', (answer: CheckAnswer) => {
        resolve(answer.failure)
        child.kill()
      })
      child.once('exit', () => resolve({ kind: 'store-damaged', file }))
      child.postMessage({ file, key })
    })
