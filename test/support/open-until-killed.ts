// A child process that opens a campaign in a file until it is killed, naming each phase it is in.
// Started as `node open-until-killed.ts <file> <key>`.
import { openDatabase } from '../../electron/store/database.ts'
import type { CampaignId } from '../../shared/domain/ids.ts'
import { manyPeople, openCampaign, reviewedTeam } from './campaigns.ts'

const [file = '', key = ''] = process.argv.slice(2)
const team = await reviewedTeam(openDatabase(file, key), manyPeople(8000))
const opened = openCampaign(team)
for (;;) {
  const progress = await team.stores.campaigns.openingProgress('camp_1' as CampaignId, 0)
  if (!progress) break
  process.stdout.write(`${progress.phase}\n`)
}
await opened
process.stdout.write('opened\n')
