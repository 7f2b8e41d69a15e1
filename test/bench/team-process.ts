// A demo team in a process of its own, so that its work is not counted as the client's. Tells its address and a sign-in
// when it is ready; whenever it is asked to, it changes one account in a hundred.
import { type DemoTeamOptions, startDemoTeam } from '../../electron/demo-team/demo-team.ts'
import { signIn } from '../demo-team/support.ts'

export type TeamReady = { url: string; userManaged: number; refreshToken: string; scope: string }

const demo = await startDemoTeam(JSON.parse(process.argv[2] ?? '{}') as DemoTeamOptions)
const userManaged = demo.team.groups.filter((group) => group.management === 'user_managed').length
const { refresh_token: refreshToken = '', scope } = await signIn(demo)
process.send?.({ url: demo.url, userManaged, refreshToken, scope } satisfies TeamReady)

let times = 0
process.on('message', () => {
  times++
  const some = demo.team.members.filter((_, i) => i % 100 === 50)
  for (const { id } of some)
    demo.team.change({ kind: 'member-changed', id, patch: { displayName: `Changed ${times}` } })
  process.send?.({ changed: some.length })
})
process.on('disconnect', () => void demo.close())
