// The three panes of a review, put together: headings, rows, details; progress above, keys below.
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Campaign, Grouping, Item } from '../../../shared/domain/campaign.ts'
import { api } from '../../rpc/api.ts'
import { FailurePanel } from '../../ui/failure-panel.tsx'
import { CarryOut, type CarryOutRequest } from '../provisioning/carry-out.tsx'
import { carriedItems } from './carried.ts'
import type { ViewCommand } from './desk.ts'
import type { Reasons } from './desk-state.ts'
import { DetailPane } from './detail-pane.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { ProgressLine } from './progress-line.tsx'
import { RemovalActions } from './removal-actions.tsx'
import { ReviewFrame, type ReviewSearch } from './review-frame.tsx'
import { ReviewPanes } from './review-panes.tsx'
import { ROW_HEIGHT } from './rows-pane.tsx'
import { SignedBand } from './signed-band.tsx'
import { useDesk, useDeskState } from './use-desk.ts'
import { useDetail } from './use-detail.ts'
import { useDetailPane } from './use-detail-pane.ts'
import { useFirstPicture } from './use-first-picture.ts'
import { useReviewKeys } from './use-review-keys.ts'

type ReviewProps = { campaign: Campaign; reasons: Reasons; search: ReviewSearch }

export function Review({ campaign, reasons, search }: ReviewProps) {
  const { campaignId, connectionId } = campaign
  const grouping: Grouping = search.grouping ?? 'person'
  const filters = useMemo(
    () => ({ search: search.search ?? '', show: search.show ?? 'all' }) as const,
    [search.search, search.show],
  )
  const grid = useRef<HTMLDivElement>(null)
  const [isDetailOpen, toggleDetail] = useDetailPane()
  const [isHelpOpen, setHelpOpen] = useState(false)
  const [isSigning, setSigning] = useState(false)
  const [carryOut, setCarryOut] = useState<CarryOutRequest | null>(null)

  const view = (command: ViewCommand) => {
    if (command === 'details') toggleDetail()
    else if (command === 'help') setHelpOpen(true)
    else if (command === 'carry-out') carryOutAll.current?.()
  }
  const pageRows = () => Math.floor((grid.current?.clientHeight ?? 0) / ROW_HEIGHT)
  const desk = useDesk({ campaign, reasons, grouping, filters, groupKey: search.group, view, pageRows })
  const state = useDeskState(desk)
  const failed = state.headings === null ? state.failure : null
  const isThere = useFirstPicture(failed !== null || state.groupKey !== null || state.headings?.length === 0)
  const isBusy = isHelpOpen || isSigning || carryOut !== null
  // Keys work from anywhere; the focus comes to the rows when nothing else has it.
  const focusRows = useCallback(() => {
    if (document.activeElement === document.body) grid.current?.focus({ preventScroll: true })
  }, [])
  useReviewKeys(desk, isBusy, focusRows)
  useFocusOnRows(grid, state.asking !== null || isBusy, state.groupKey !== null)

  const plans = useQuery(api.plans.list.queryOptions({ input: { connectionId } })).data
  const carried = useMemo(() => carriedItems(plans ?? [], campaignId), [plans, campaignId])
  const carryOutAll = useRef<() => void>(null)
  const onCarryOut = useCallback(
    (item: Item) => setCarryOut({ campaignId, connectionId, itemNos: [item.itemNo], changes: 1 }),
    [campaignId, connectionId],
  )
  const current = desk.current()
  const { detail, failure, retry } = useDetail(campaignId, current, isDetailOpen)

  const frame = { campaign, progress: state.progress, search, isSigning, onSigning: setSigning, onSigned: desk.lock }
  if (!isThere) return <ReviewFrame {...frame}>{null}</ReviewFrame>
  return (
    <ReviewFrame {...frame}>
      <ProgressLine campaign={campaign} progress={state.progress} isReadOnly={state.isReadOnly} onUndo={desk.undo}>
        <RemovalActions
          campaign={campaign}
          progress={state.progress}
          plans={plans ?? []}
          carried={carried}
          begin={carryOutAll}
          onCarryOut={setCarryOut}
        />
      </ProgressLine>
      {campaign.signOff && <SignedBand signOff={campaign.signOff} />}
      {failed ? (
        <FailurePanel failure={failed} meaning="Every decision made so far is stored." onRetry={desk.retry} />
      ) : (
        <ReviewPanes
          state={state}
          desk={desk}
          search={search}
          carried={carried}
          grid={grid}
          onCarryOut={onCarryOut}
          onHelp={() => setHelpOpen(true)}
        >
          {isDetailOpen && current && (
            <DetailPane
              item={current}
              detail={detail}
              failure={failure}
              carried={carried.get(current.itemNo)}
              onRetry={retry}
              onCarryOut={onCarryOut}
              onClose={toggleDetail}
            />
          )}
        </ReviewPanes>
      )}
      <HelpDialog isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
      {carryOut && <CarryOut request={carryOut} onClose={() => setCarryOut(null)} />}
    </ReviewFrame>
  )
}

/** The rows have the focus when the review opens, and again when what had taken it closes. */
const useFocusOnRows = (grid: { current: HTMLDivElement | null }, isElsewhere: boolean, hasRows: boolean): void => {
  useEffect(() => {
    if (isElsewhere || !hasRows) return
    const focused = document.activeElement
    if (focused === null || focused === document.body || focused.closest('[role="dialog"]')) {
      grid.current?.focus({ preventScroll: true })
    }
  }, [grid, isElsewhere, hasRows])
}
