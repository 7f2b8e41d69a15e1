// A demo team in a process of its own, so that its work is not counted as the client's. Tells its address when ready.
import { type DemoTeamOptions, startDemoTeam } from '../../electron/demo-team/demo-team.ts'

const demo = await startDemoTeam(JSON.parse(process.argv[2] ?? '{}') as DemoTeamOptions)
const userManaged = demo.team.groups.filter((group) => group.management === 'user_managed').length
process.send?.({ url: demo.url, userManaged })
process.on('disconnect', () => void demo.close())
