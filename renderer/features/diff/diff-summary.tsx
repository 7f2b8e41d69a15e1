// How much differs, in one line.
import { IconEyeOff } from '@tabler/icons-react'
import type { DiffSummary } from '../../../shared/contract/diff.ts'
import { countWords } from '../../../shared/domain/diff-words.ts'
import { count } from '../../ui/numbers.ts'
import classes from './diff.module.css'

export function SummaryLine({ summary }: { summary: DiffSummary | undefined }) {
  return (
    <div className={classes.summary} aria-live="polite">
      {summary && <Words summary={summary} />}
      {summary && !summary.hasGroups && (
        <span className={classes.unknown}>
          <IconEyeOff size={15} stroke={1.8} aria-hidden />
          Groups were not collected in both, so nothing is said of them.
        </span>
      )}
    </div>
  )
}

function Words({ summary: { counts, byAttest, outside } }: { summary: DiffSummary }) {
  const words = countWords(counts)
  if (words === '') return 'Nothing changed.'
  return (
    <>
      <strong>{words}</strong>
      <span className={classes.dim}>
        {byAttest === 0
          ? 'None of it made by Attest'
          : `${count(byAttest)} made by Attest, ${count(outside)} outside Attest`}
      </span>
    </>
  )
}
