// The failure panel for the frame itself, which is drawn before anybody knows whether it is needed.
import { part } from './loaded.tsx'

export const failurePart = part(async () => ({ default: (await import('./failure-panel.tsx')).FailurePanel }))
