// The steps of one person, in order: what is done, what follows from it, how to undo it, how far it is.
import { IconAlertTriangle } from '@tabler/icons-react'
import type { Step } from '../../../shared/domain/plan.ts'
import { ForeignText } from '../../ui/foreign-text.tsx'
import { Initials } from '../../ui/initials.tsx'
import classes from './plan-steps.module.css'
import type { PersonSteps } from './plan-words.ts'
import { StepDots } from './step-dots.tsx'

/** `level` is that of the heading with the person's name. */
export function PlanSteps({ group: { person, steps }, level: Heading }: { group: PersonSteps; level: 'h2' | 'h3' }) {
  return (
    <section className={classes.person} aria-label={person.displayName}>
      <header className={classes.head}>
        <Initials name={person.displayName} size={24} />
        <Heading className={classes.name}>
          <ForeignText text={person.displayName} />
        </Heading>
        <span className={classes.email}>
          <ForeignText text={person.email} dim />
        </span>
      </header>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <PlanStep key={step.stepNo} step={step} />
        ))}
      </ol>
    </section>
  )
}

function PlanStep({ step }: { step: Step }) {
  const { title, consequences, wayBack, state, note, requestId } = step
  return (
    <li className={classes.step} data-state={state}>
      <div className={classes.words}>
        <p className={classes.title}>
          <bdi>{title}</bdi>
        </p>
        {note && (
          <p className={classes.note} data-bad={state === 'failed' || state === 'blocked' || undefined}>
            {note}
          </p>
        )}
        {state !== 'blocked' &&
          consequences.map(({ tone, text }) => (
            <p key={text} className={classes.consequence} data-tone={tone}>
              {tone === 'warning' && (
                <IconAlertTriangle size={13} stroke={2.2} className={classes.warning} aria-label="Warning:" />
              )}
              <span>{text}</span>
            </p>
          ))}
        {state !== 'blocked' && (
          <p className={classes.back}>
            <span className={classes.label}>Way back:</span> {wayBack}
          </p>
        )}
      </div>
      <div className={classes.state}>
        <StepDots state={state} />
        {requestId && (
          <span className={classes.request} title="Dropbox’s id of the request" data-selectable>
            {requestId}
          </span>
        )}
      </div>
    </li>
  )
}
