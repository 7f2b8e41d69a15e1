// Runs a demo team in a worker thread, so that drawing a large one does not block the main process. The options come
// as workerData; posts `{ url }` when listening or `{ error }` when it cannot; the message 'close' ends it.
import { parentPort, workerData } from 'node:worker_threads'
import { type DemoTeamOptions, startDemoTeam } from './demo-team.ts'

try {
  const demoTeam = await startDemoTeam(workerData as DemoTeamOptions)
  parentPort?.on('message', async (message) => {
    if (message !== 'close') return
    await demoTeam.close()
    parentPort?.close()
  })
  parentPort?.postMessage({ url: demoTeam.url })
} catch (error) {
  parentPort?.postMessage({ error: error instanceof Error ? error.message : String(error) })
}
