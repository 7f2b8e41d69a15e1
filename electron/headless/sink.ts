// Where a command's rows go: standard output, or a file that appears when it is whole.
import { openPartFile } from '../exchange/part-file.ts'
import type { Settings } from './settings.ts'
import type { Surroundings } from './surroundings.ts'

export type Sink = {
  write: (text: string) => Promise<void>
  /** Everything has been written. */
  commit: () => Promise<void>
  /** Leaves no file; safe at any time. */
  discard: () => Promise<void>
}

/** @throws Failure disk-error when the file cannot be written */
export const openSink = async ({ file }: Settings, around: Surroundings): Promise<Sink> => {
  if (file === undefined) return { write: around.out, commit: async () => {}, discard: async () => {} }
  const part = await openPartFile(file)
  return { write: part.write, commit: async () => void (await part.commit()), discard: part.discard }
}

/** Runs `work` with a sink; the file is there afterwards, or nothing of it. */
export const withSink = async (
  settings: Settings,
  around: Surroundings,
  work: (sink: Sink) => Promise<void>,
): Promise<void> => {
  const sink = await openSink(settings, around)
  try {
    await work(sink)
    await sink.commit()
  } finally {
    await sink.discard()
  }
}
