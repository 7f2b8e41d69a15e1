// A child process that seals a snapshot in a file and then writes drafts of a much changed team until it is killed, saying
// at each step how far it is. Started as `node write-until-killed.ts <file> <key>`.
import { openDatabase } from '../../electron/store/database.ts'
import { createStores } from '../../electron/store/stores.ts'
import { account, connection, connectionId, group, holds, licence, runId, sealFacts } from './sample-team.ts'
import { takeSnapshot } from './snapshots.ts'

const PEOPLE = 3000
const [file = '', key = ''] = process.argv.slice(2)
const stores = createStores(openDatabase(file, key))
const { snapshots } = stores
const team = group('g:1', 'One')
const other = group('g:2', 'Two')
const resources = [licence(), team, other]
const rows = (from: number, of: typeof team) =>
  Array.from({ length: 1000 }, (_, n) => ({ account: account(from + n), grants: [holds(licence()), holds(of)] }))
const all = [0, 1000, 2000].flatMap((from) => rows(from, team))

const say = async (words: string): Promise<void> => {
  if (!process.stdout.write(`${words}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}

stores.connections.save(connection())
const kept = await takeSnapshot(snapshots, resources, all)
await say(kept.digest)
for (;;) {
  const id = snapshots.begin({
    connectionId,
    runId,
    teamId: 'dbtid:acme',
    teamName: 'Acme Ltd',
    startedAt: '2026-11-20T11:59:00Z',
  })
  await say('begun')
  snapshots.addResources(id, resources)
  for (let from = 0; from < PEOPLE; from += 1000) {
    snapshots.addAccounts(id, rows(from + PEOPLE / 2, other))
    await say('page')
    snapshots.flush()
    await say('flushed')
  }
  const settling = snapshots.settle(id)
  await say('settling')
  await settling
  await say('settled')
  const sealing = snapshots.seal(id, sealFacts())
  await say('sealing')
  await new Promise((resolve) => setImmediate(resolve))
  await say('still sealing')
  // It would become a snapshot: the drafts of this child never do.
  snapshots.discard(id)
  await sealing.catch(() => {})
  await say('discarded')
}
