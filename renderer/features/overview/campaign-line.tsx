// Campaigns in progress: how far each is, and the way back to it.
import { Progress } from '@mantine/core'
import { IconChecklist } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Campaign } from '../../../shared/domain/campaign.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { count } from '../../ui/numbers.ts'
import { formatDay } from '../../ui/time.tsx'
import classes from './overview.module.css'
import { Section } from './section.tsx'

export function CampaignLine({ campaigns }: { campaigns: readonly Campaign[] }) {
  return (
    <Section
      title="Campaign in progress"
      aside={
        <Link to="/campaigns" className={classes.dim}>
          All campaigns
        </Link>
      }
    >
      {campaigns.length === 0 ? (
        <p className={classes.quiet}>No campaign is open. Open one on the Campaigns page to review who holds what.</p>
      ) : (
        <ul className={classes.lines}>
          {campaigns.map((campaign) => (
            <li key={campaign.campaignId}>
              <CampaignInProgress campaign={campaign} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function CampaignInProgress({ campaign }: { campaign: Campaign }) {
  const { decided, items } = campaign.progress
  return (
    <Link to="/campaigns/$campaignId" params={{ campaignId: campaign.campaignId }} className={classes.line}>
      <IconChecklist size={16} stroke={1.8} className={classes.dim} aria-hidden />
      <span className={classes.grow}>
        <ForeignText text={campaign.name} />
        <Progress
          value={items === 0 ? 100 : (decided / items) * 100}
          size={4}
          my={5}
          aria-label={`${count(decided)} of ${count(items)} decided`}
        />
      </span>
      <span className={classes.dim}>
        {count(decided)} of {count(items)} decided
        {campaign.dueOn && ` · due ${formatDay(campaign.dueOn)}`}
      </span>
    </Link>
  )
}
