// The question before anything is sent: repeats what matters, and its button says what it does.
import { Button, Group, List, Modal } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Plan } from '../../../shared/domain/plan.ts'
import { counted } from '../../ui/numbers.ts'
import classes from './confirm-dialog.module.css'
import { blockedSteps, changesInShort, sendableSteps, warningsOf } from './plan-words.ts'

type ConfirmDialogProps = {
  plan: Plan
  teamName: string
  isApplying: boolean
  onClose: () => void
  onApply: () => void
}

export function ConfirmDialog({ plan, teamName, isApplying, onClose, onApply }: ConfirmDialogProps) {
  const changes = counted(sendableSteps(plan.steps).length, 'change')
  const warnings = warningsOf(plan.steps)
  const blocked = blockedSteps(plan.steps).length
  return (
    <Modal opened onClose={onClose} title={`Apply ${changes} in Dropbox?`} size={520} centered>
      <p className={classes.team}>
        This changes the team <bdi>{teamName}</bdi> at once:
      </p>
      <List size="sm" spacing={2}>
        {changesInShort(plan.steps).map((line) => (
          <List.Item key={line}>
            <bdi>{line}</bdi>
          </List.Item>
        ))}
      </List>
      {warnings.length > 0 && (
        <ul className={classes.warnings} aria-label="Warnings">
          {warnings.map(({ text, steps }) => (
            <li key={text}>
              <IconAlertTriangle size={14} stroke={2} aria-hidden />
              <span>
                {text}
                {steps > 1 && ` (${counted(steps, 'change')})`}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={classes.note}>
        Each change is read back from Dropbox afterwards and has its way back beside it.
        {blocked > 0 && ` ${counted(blocked, 'change')} will not be sent; the reason stands with each.`}
      </p>
      <Group justify="flex-end" gap={8} mt={16}>
        <Button variant="default" onClick={onClose} data-autofocus>
          Not now
        </Button>
        <Button color="red" loading={isApplying} onClick={onApply}>
          Apply {changes} in Dropbox
        </Button>
      </Group>
    </Modal>
  )
}
