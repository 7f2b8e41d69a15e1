// The demo team's own app, and the person who approves it: loaded only when somebody tries the demo.
export { approveInBrowser } from '../demo-team/browser.ts'
export { DEMO_APP } from '../demo-team/demo-team.ts'
