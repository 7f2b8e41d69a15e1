// A program of its own that exports every account to the file it is given, says so in the middle, and goes on when told.
import { once } from 'node:events'
import { exit, stdin, stdout } from 'node:process'
import { EVERYBODY, exchangeTeam } from '../support/exchange.ts'

const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('paused-export FILE')
const team = await exchangeTeam()
const { exportRows, snapshotId } = team
const everybody = { kind: 'accounts', ...EVERYBODY } as const
let isPaused = false
for await (const _ of exportRows({ snapshotId, what: everybody, format: 'csv', withVerifier: false }, file)) {
  if (isPaused) continue
  isPaused = true
  stdout.write('writing\n')
  await once(stdin, 'data')
}
team.close()
exit()
