// A plan: what will be changed in Dropbox, confirmed here, and how each change went.
import { Progress } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { PlanId } from '../../../shared/domain/ids.ts'
import type { Plan } from '../../../shared/domain/plan.ts'
import { api } from '../../rpc/api.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { PageFrame } from '../../ui/shell/page-frame.tsx'
import { Time } from '../../ui/time.tsx'
import { ConfirmDialog } from './confirm-dialog.tsx'
import { PlanActions } from './plan-actions.tsx'
import classes from './plan-page.module.css'
import { PlanSteps } from './plan-steps.tsx'
import { blockedSteps, byPerson, planStateWords, planTotals, sendableSteps, settledSteps } from './plan-words.ts'
import { usePlan } from './use-plan.ts'

const route = getRouteApi('/plans/$planId')

export function PlanPage() {
  const planId = route.useParams().planId as PlanId
  const { plan, failure, reload, ...rest } = usePlan(planId)
  const [isConfirming, setConfirming] = useState(false)
  const teamName = useTeamName(plan)
  if (failure && !plan) {
    return (
      <PageFrame title="Plan">
        <FailurePanel failure={failure} onRetry={reload} />
      </PageFrame>
    )
  }
  if (!plan) return <PageFrame title="Plan">{null}</PageFrame>
  return (
    <PageFrame
      title="Plan"
      count={planTotals(plan)}
      action={<PlanActions plan={plan} {...rest} onConfirm={() => setConfirming(true)} />}
    >
      <PlanLine plan={plan} />
      <div className={classes.body}>
        {rest.actionFailure && (
          <FailurePanel
            inline
            failure={rest.actionFailure}
            meaning="What was sent before is recorded below."
            connectionId={plan.connectionId}
          />
        )}
        {byPerson(sendableSteps(plan.steps)).map((group) => (
          <PlanSteps key={group.person.accountId} group={group} level="h2" />
        ))}
        <NotSent plan={plan} />
      </div>
      {isConfirming && plan.state === 'draft' && (
        <ConfirmDialog
          plan={plan}
          teamName={teamName}
          isApplying={rest.isStarting}
          onClose={() => setConfirming(false)}
          onApply={() => rest.apply(() => setConfirming(false))}
        />
      )}
    </PageFrame>
  )
}

const useTeamName = (plan: Plan | undefined): string => {
  const connections = useQuery(api.connections.list.queryOptions()).data ?? []
  return connections.find(({ connectionId }) => connectionId === plan?.connectionId)?.teamName ?? ''
}

function PlanLine({ plan }: { plan: Plan }) {
  const campaign = useQuery(api.campaigns.get.queryOptions({ input: { campaignId: plan.campaignId } })).data
  const sendable = sendableSteps(plan.steps).length
  return (
    <div className={classes.line}>
      <p className={classes.state} aria-live="polite">
        {planStateWords(plan)}
      </p>
      <span className={classes.origin}>
        <Link to="/campaigns/$campaignId" params={{ campaignId: plan.campaignId }} className={classes.link}>
          <ForeignText text={campaign ? `Back to ${campaign.name}` : 'Back to the campaign'} />
        </Link>
        <span className={classes.made}>
          Read from Dropbox <Time at={plan.createdAt} />
        </span>
      </span>
      {plan.state !== 'draft' && sendable > 0 && (
        <Progress
          className={classes.bar}
          size={3}
          radius={0}
          value={(100 * settledSteps(plan)) / sendable}
          color="green"
          transitionDuration={120}
          aria-label="Changes at their end"
        />
      )}
    </div>
  )
}

function NotSent({ plan }: { plan: Plan }) {
  const blocked = blockedSteps(plan.steps)
  if (blocked.length === 0) return null
  return (
    <section className={classes.notSent} aria-labelledby="not-sent">
      <h2 id="not-sent" className={classes.title}>
        Will not be sent
      </h2>
      {byPerson(blocked).map((group) => (
        <PlanSteps key={group.person.accountId} group={group} level="h3" />
      ))}
    </section>
  )
}
