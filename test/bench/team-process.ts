// A demo team in a process of its own, so that its work is not counted as the client's. Tells its address and a sign-in
// when it is ready; whenever it is asked to, it changes one account in a hundred.
import { type DemoTeamOptions, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { signIn } from '../demo-team/support.ts'

/** `ownersLists` are memberships of user-managed groups; `everybody` those of the system-managed one that profiles leave out. */
export type TeamReady = {
  url: string
  userManaged: number
  ownersLists: number
  everybody: number
  refreshToken: string
  scope: string
}

const options = JSON.parse(process.argv[2] ?? '{}') as DemoTeamOptions
const demo = await startDemoTeam(options)
const ofOwners = demo.team.groups.filter((group) => group.management === 'user_managed')
const userManaged = ofOwners.length
const ownersLists = ofOwners.reduce((sum, { access }) => sum + access.size, 0)
const isListed = options.assumptions?.profileListsSystemGroups
const everybody = isListed
  ? 0
  : demo.team.members.filter(({ status }) => status === 'active' || status === 'suspended').length
const { refresh_token: refreshToken = '', scope } = await signIn(demo)
process.send?.({ url: demo.url, userManaged, ownersLists, everybody, refreshToken, scope } satisfies TeamReady)

let times = 0
process.on('message', () => {
  times++
  const some = demo.team.members.filter((_, i) => i % 100 === 50)
  for (const { id } of some)
    demo.team.change({ kind: 'member-changed', id, patch: { displayName: `Changed ${times}` } })
  process.send?.({ changed: some.length })
})
process.on('disconnect', () => void demo.close())
