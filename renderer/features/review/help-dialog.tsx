// All keys of a review.
import { Kbd, Modal } from '@mantine/core'
import classes from './help-dialog.module.css'
import { KEY_HELP } from './keys.ts'

export function HelpDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys of a review" size={680} centered>
      <div className={classes.parts}>
        {KEY_HELP.map(({ title, lines }) => (
          <section key={title} className={classes.part}>
            <h3 className={classes.title}>{title}</h3>
            <dl className={classes.lines}>
              {lines.map(({ keys, words }) => (
                <div key={words} className={classes.line}>
                  <dt>
                    {keys.map((key) => (
                      <Kbd key={key} size="xs">
                        {key}
                      </Kbd>
                    ))}
                  </dt>
                  <dd>{words}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
