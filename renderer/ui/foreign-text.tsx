// Text that came from elsewhere: a person's or a group's name, shown as it is, on one line, cut with an ellipsis.
import classes from './foreign-text.module.css'
import { visibleText } from './visible-text.ts'

type ForeignTextProps = { text: string; dim?: boolean; strong?: boolean; wrap?: boolean }

/** Its direction stays inside it, and what does not fit is in the title. An empty one shows a dash. */
export function ForeignText({ text, dim, strong, wrap }: ForeignTextProps) {
  const shown = visibleText(text)
  return (
    <bdi
      className={classes.text}
      data-dim={dim || undefined}
      data-strong={strong || undefined}
      data-wrap={wrap || undefined}
      title={shown}
    >
      {shown.trim() === '' ? '–' : shown}
    </bdi>
  )
}
