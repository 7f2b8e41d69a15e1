// Every key the window listens to.
import { Kbd } from '@mantine/core'
import { KEY_HELP } from '../review/keys.ts'
import classes from './settings.module.css'

const isMac = navigator.userAgent.includes('Mac')

const GENERAL = [
  {
    title: 'Everywhere',
    lines: [
      { keys: ['Ctrl', 'K'], words: 'Go to a page, a person or a group' },
      { keys: ['Esc'], words: 'Close what is open' },
    ],
  },
  {
    title: 'Lists',
    lines: [
      { keys: ['/'], words: 'Search' },
      { keys: ['↓', '↑'], words: 'Next and previous row' },
      { keys: ['Home', 'End'], words: 'First and last row' },
      { keys: ['Enter'], words: 'Open details; arrows then go on through the rows' },
    ],
  },
]

const nameOf = (key: string) => (isMac && key === 'Ctrl' ? '⌘' : key)

export function ShortcutsSection() {
  return (
    <div className={classes.shortcuts}>
      {[...GENERAL, ...KEY_HELP.map((group) => ({ ...group, title: `Review: ${group.title.toLowerCase()}` }))].map(
        ({ title, lines }) => (
          <section key={title} aria-label={title}>
            <h3 className={classes.keysTitle}>{title}</h3>
            <dl className={classes.keys}>
              {lines.map(({ keys, words }) => (
                <div key={words}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key} size="xs">
                        {nameOf(key)}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ),
      )}
    </div>
  )
}
