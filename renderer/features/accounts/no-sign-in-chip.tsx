// The filter "no sign-in for N days": the usual numbers, or any other.
import { Popover, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Collected } from '../../../shared/domain/collected.ts'
import { Chip } from '../../ui/filters/chip.tsx'
import classes from '../../ui/filters/filters.module.css'

const USUAL = [30, 60, 90]
const MOST = 3650

type NoSignInChipProps = {
  signIns: Collected['signIns']
  chosen: number | undefined
  onChange: (days: number | undefined) => void
}

/** Whole days from 1 to ten years; null for anything else. */
export const daysOf = (typed: string): number | null => {
  const days = Number(typed)
  return /^\d{1,4}$/.test(typed.trim()) && days >= 1 && days <= MOST ? days : null
}

export function NoSignInChip({ signIns, chosen, onChange }: NoSignInChipProps) {
  const [isOpen, setOpen] = useState(false)
  const choose = (days: number) => {
    onChange(days)
    setOpen(false)
  }
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-start" width={280} trapFocus returnFocus>
      <Popover.Target>
        <Chip
          label="No sign-in for"
          value={chosen === undefined ? null : `${chosen} days`}
          onClear={() => onChange(undefined)}
          onClick={() => setOpen(!isOpen)}
        />
      </Popover.Target>
      <Popover.Dropdown p={8}>
        {signIns.state === 'collected' ? (
          <Days onChoose={choose} />
        ) : (
          <p className={classes.none}>
            Last sign-ins were not collected in this snapshot, so nobody is known to lack one.
          </p>
        )}
      </Popover.Dropdown>
    </Popover>
  )
}

function Days({ onChoose }: { onChoose: (days: number) => void }) {
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  return (
    <>
      <div className={classes.found}>
        {USUAL.map((days) => (
          <button key={days} type="button" onClick={() => onChoose(days)}>
            {days} days
          </button>
        ))}
      </div>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const days = daysOf(typed)
          if (days === null) setWrong(true)
          else onChoose(days)
        }}
      >
        <TextInput
          aria-label="Another number of days"
          placeholder="Another number of days"
          inputMode="numeric"
          mt={8}
          maxLength={4}
          value={typed}
          error={isWrong && `Type a number from 1 to ${MOST}, then press Enter.`}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setWrong(false)
          }}
        />
      </form>
    </>
  )
}
