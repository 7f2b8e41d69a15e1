// What a file says of a user or a resource, also what Attest does not know: shown as text, never opened or run.
import { useQuery } from '@tanstack/react-query'
import type { AccountId, ResourceId, SnapshotId } from '../../../shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { Fact, Facts } from '../../ui/facts.tsx'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { counted } from '../../ui/numbers.ts'
import { visibleText } from '../../ui/visible-text.ts'
import classes from './files.module.css'

type Of = { kind: 'account'; accountId: AccountId } | { kind: 'resource'; resourceType: string; resourceId: ResourceId }

export function ForeignPart({
  snapshotId,
  of,
  className,
}: {
  snapshotId: SnapshotId
  of: Of
  className?: string | undefined
}) {
  const facts = useQuery(api.files.foreign.queryOptions({ input: { snapshotId, of } })).data
  if (!facts || facts.profile.length + facts.traits.length === 0) return null
  return (
    <section className={className} aria-label="From the file">
      <h3>From the file</h3>
      <Facts>
        {facts.profile.map(({ key, value }) => (
          <Fact key={key} name={visibleText(key)}>
            <ForeignText text={value} wrap />
          </Fact>
        ))}
      </Facts>
      {facts.traits.map(({ typeName, bytes, text }, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a file may hold the same trait twice, and the list never changes
        <div key={place}>
          <p className={classes.dim}>
            <ForeignText text={typeName} wrap />, {counted(bytes, 'byte')}
          </p>
          {text && (
            <pre className={classes.mono} data-selectable>
              {visibleText(text)}
            </pre>
          )}
        </div>
      ))}
    </section>
  )
}
