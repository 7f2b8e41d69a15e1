// Signing a campaign off: totals that add up, who signs, and the statement. Afterwards nothing can be decided any more.
import { Button, Group, Modal, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { Campaign, Progress } from '../../../shared/domain/campaign.ts'
import type { FailureDetail } from '../../../shared/domain/failure.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { count, counted } from '../../ui/numbers.ts'
import { formatDay } from '../../ui/time.tsx'
import { verdictTotals } from './progress-words.ts'
import classes from './sign-off.module.css'

type SignOffDialogProps = {
  campaign: Campaign
  progress: Progress
  isSigning: boolean
  failure: FailureDetail | null
  onClose: () => void
  onSign: (signed: { signer: string; statement: string }) => void
}

/** What the signer states, suggested; they may word it otherwise. */
const suggestedStatement = ({ name, scopeWords, openedAt }: Campaign, progress: Progress): string =>
  `I have reviewed ${counted(progress.items, 'grant')} in “${name}” (${scopeWords}), opened ${formatDay(openedAt)}: ${verdictTotals(progress)}. The decisions are mine or were checked by me.`

export function SignOffDialog({ campaign, progress, isSigning, failure, onClose, onSign }: SignOffDialogProps) {
  const [signer, setSigner] = useState(campaign.openedBy)
  const [statement, setStatement] = useState(() => suggestedStatement(campaign, progress))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onSign({ signer: signer.trim(), statement: statement.trim() })
  }
  return (
    <Modal opened onClose={onClose} title={`Sign off ${campaign.name}?`} size={520} centered>
      <form onSubmit={submit} className={classes.form}>
        <Totals progress={progress} />
        <p className={classes.plain}>
          After sign-off no decision can be changed. Revokes that are not carried out yet can still be carried out.
        </p>
        <TextInput
          label="Signed by"
          required
          withAsterisk={false}
          maxLength={120}
          value={signer}
          onChange={(event) => setSigner(event.currentTarget.value)}
          data-autofocus
        />
        <Textarea
          label="Statement"
          required
          withAsterisk={false}
          autosize
          minRows={3}
          maxRows={8}
          maxLength={2000}
          value={statement}
          onChange={(event) => setStatement(event.currentTarget.value)}
        />
        {failure && <FailurePanel inline failure={failure} />}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Not yet
          </Button>
          <Button type="submit" loading={isSigning} disabled={signer.trim() === '' || statement.trim() === ''}>
            Sign off {counted(progress.items, 'decision')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

function Totals({ progress }: { progress: Progress }) {
  const lines = [
    ['Certified', progress.certify],
    ['Revoked', progress.revoke],
    ['Demoted', progress.demote],
    ['Abstained', progress.abstain],
  ] as const
  return (
    <table className={classes.totals}>
      <tbody>
        {lines.map(([word, n]) => (
          <tr key={word}>
            <th scope="row">{word}</th>
            <td>{count(n)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">All items</th>
          <td>{count(progress.items)}</td>
        </tr>
      </tfoot>
    </table>
  )
}
