// A made-up team to try everything on, without a Dropbox account.
import { Button, Group, NativeSelect, Text } from '@mantine/core'
import { useState } from 'react'
import classes from './connect.module.css'

const SIZES = [240, 2000, 20_000, 100_000]
const members = new Intl.NumberFormat('en-GB')

type Props = { isStarting: boolean; disabled: boolean; onStart: (members: number) => void }

export function DemoOffer({ isStarting, disabled, onStart }: Props) {
  const [size, setSize] = useState(240)
  return (
    <section className={classes.demo} aria-labelledby="demo-title">
      <Text component="h2" id="demo-title" fw={600}>
        Try it with a demo team
      </Text>
      <Text c="dimmed" size="xs">
        A made-up company on this machine. Sync, review and revoke as you like: nothing reaches Dropbox.
      </Text>
      <Group gap={8} mt={8}>
        <NativeSelect
          aria-label="Size of the demo team"
          value={String(size)}
          onChange={(event) => setSize(Number(event.currentTarget.value))}
          disabled={disabled}
          data={SIZES.map((n) => ({ value: String(n), label: `${members.format(n)} members` }))}
        />
        <Button variant="default" disabled={disabled} onClick={() => onStart(size)}>
          {isStarting ? 'Starting' : 'Start the demo team'}
        </Button>
      </Group>
      {isStarting && (
        <Text role="status" size="xs" c="dimmed" mt={8}>
          Making up {members.format(size)} people{size > 10_000 ? '; this takes some seconds' : ''}.
        </Text>
      )}
    </section>
  )
}
