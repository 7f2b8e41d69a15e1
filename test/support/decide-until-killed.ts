// A child process that opens a campaign in a file and decides until it is killed, naming each decision it was
// promised to be on disk: "itemNo verdict". Started as `node decide-until-killed.ts <file> <key>`.
import { openDatabase } from '../../electron/store/database.ts'
import type { Verdict } from '../../shared/domain/campaign.ts'
import { ada, decision, manyPeople, openCampaign, reviewedTeam } from './campaigns.ts'

const [file = '', key = ''] = process.argv.slice(2)
const team = await reviewedTeam(openDatabase(file, key), manyPeople(20))
const { campaignId } = await openCampaign(team)
const verdicts: Verdict[] = ['certify', 'revoke', 'abstain']
for (let n = 0; ; n++) {
  const itemNo = 1 + (n % 40)
  const verdict = verdicts[n % 3] ?? 'certify'
  const more = n % 7 === 0 ? [itemNo === 40 ? 1 : itemNo + 1] : []
  const { decided } = team.stores.campaigns.decide(decision(campaignId, [itemNo, ...more], { verdict, reviewer: ada }))
  const line = decided.map((no) => `${no} ${verdict}\n`).join('')
  if (!process.stdout.write(line)) await new Promise((resolve) => process.stdout.once('drain', resolve))
}
