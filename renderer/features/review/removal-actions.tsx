// The way from decisions to Dropbox: carry out what is revoked, or go to the plan that is doing so.
import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { type RefObject, useEffect } from 'react'
import type { Campaign, Progress } from '../../../shared/domain/campaign.ts'
import type { Plan } from '../../../shared/domain/plan.ts'
import { counted } from '../../ui/numbers.ts'
import type { CarryOutRequest } from '../provisioning/carry-out.tsx'
import { type Carried, leftToCarryOut, newestPlan, planUnderWay } from './carried.ts'

type RemovalActionsProps = {
  campaign: Campaign
  progress: Progress
  plans: readonly Plan[]
  carried: Carried
  /** For the key: begins to carry out all that is left. */
  begin: RefObject<(() => void) | null>
  onCarryOut: (request: CarryOutRequest) => void
}

export function RemovalActions({ campaign, progress, plans, carried, begin, onCarryOut }: RemovalActionsProps) {
  const { campaignId, connectionId } = campaign
  const left = leftToCarryOut(progress, carried)
  const running = planUnderWay(plans, campaignId)
  const carryOut = () => onCarryOut({ campaignId, connectionId, changes: left })
  useEffect(() => {
    begin.current = left > 0 && !running ? carryOut : null
  })
  const shown = running ?? newestPlan(plans, campaignId)
  return (
    <>
      {shown && (
        <Button
          variant="subtle"
          renderRoot={(props) => <Link to="/plans/$planId" params={{ planId: shown.planId }} {...props} />}
        >
          {running ? planWords(running) : 'Last plan'}
        </Button>
      )}
      {left > 0 && !running && (
        <Button variant="default" title="Carry out what is revoked (G)" onClick={carryOut}>
          {carryOutWords(left, progress)}
        </Button>
      )}
    </>
  )
}

const planWords = (plan: Plan): string => {
  const verified = plan.steps.filter((step) => step.state === 'verified').length
  const words = `${verified} of ${counted(plan.steps.length, 'change')} verified`
  return plan.state === 'paused' ? `Paused: ${words}` : words
}

const carryOutWords = (left: number, { revoke, demote }: Progress): string => {
  if (demote === 0) return `Carry out ${counted(left, 'revoke')}…`
  return revoke === 0 ? `Carry out ${counted(left, 'demotion')}…` : `Carry out ${counted(left, 'change')}…`
}
