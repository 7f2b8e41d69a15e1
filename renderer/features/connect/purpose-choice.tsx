// Reading only, or carrying out changes too: the choice that decides which scopes to tick.
import { Radio, Text } from '@mantine/core'
import type { Purpose } from '../../../shared/domain/connection.ts'
import classes from './connect.module.css'
import { PURPOSES } from './scope-guide.ts'

type Props = { value: Purpose; onChange: (purpose: Purpose) => void; disabled: boolean }

export function PurposeChoice({ value, onChange, disabled }: Props) {
  return (
    <Radio.Group label="What Attest may do" value={value} onChange={(next) => onChange(next as Purpose)}>
      <div className={classes.purposes}>
        {PURPOSES.map(({ purpose, label, detail }) => (
          <Radio.Card key={purpose} value={purpose} disabled={disabled} className={classes.purpose}>
            <Radio.Indicator size="xs" />
            <span>
              <Text component="span" display="block" fw={500}>
                {label}
              </Text>
              <Text component="span" display="block" size="xs" c="dimmed">
                {detail}
              </Text>
            </span>
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}
