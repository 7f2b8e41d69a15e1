// The way through Dropbox's App Console, for somebody who has never made an app there.
import { Anchor, Text } from '@mantine/core'
import { IconExternalLink } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Purpose } from '../../../shared/domain/connection.ts'
import { Copyable } from '../../ui/copyable.tsx'
import classes from './connect.module.css'
import { OlderNames } from './older-names.tsx'
import { APP_CONSOLE, CREATE_APP, REDIRECT_URIS, scopesToTick, scopesToTickAsWell } from './scope-guide.ts'

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <li className={classes.step}>
      <Text component="h3" fw={600} className={classes.stepTitle}>
        {title}
      </Text>
      {children}
    </li>
  )
}

function ConsoleLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noreferrer" className={classes.link}>
      {children}
      <IconExternalLink size={13} aria-hidden />
    </Anchor>
  )
}

type Props = {
  purpose: Purpose
  /** The app exists already: only what has to be changed in it matters. */
  isAgain: boolean
}

export function AppConsoleGuide({ purpose, isAgain }: Props) {
  const scopes = scopesToTick(purpose)
  return (
    <section aria-labelledby="guide-title">
      <Text component="h2" id="guide-title" fw={600} size="lg">
        {isAgain ? 'What to check in the App Console' : 'New here? Make an app in Dropbox first'}
      </Text>
      <Text c="dimmed" mt={4}>
        {isAgain
          ? 'Tick what is missing in step 2 and press Submit; the rest is done already.'
          : 'An app is how Dropbox knows who is asking. It is yours alone, free, and takes about five minutes.'}
      </Text>
      <ol className={classes.steps}>
        <Step title="Create the app">
          <Text>
            Open <ConsoleLink href={CREATE_APP}>Create app in the App Console</ConsoleLink>. Choose <b>Scoped access</b>
            , then <b>Full Dropbox</b>, and give it any free name. It stays in Development status; that is enough for
            one team.
          </Text>
        </Step>
        <Step title={`Tick ${scopes.length} scopes and press Submit`}>
          <Text>
            On the app’s <b>Permissions</b> tab, go down to <b>Team Scopes</b>. For{' '}
            {purpose === 'read-only' ? 'read-only sync' : 'provisioning'} tick these, then press <b>Submit</b> at the
            bottom of the page.
          </Text>
          <ul className={classes.scopes}>
            {scopes.map(({ scope, why }) => (
              <li key={scope}>
                <Copyable text={scope} />
                <span className={classes.why}>{why}</span>
              </li>
            ))}
          </ul>
          <Text>Optional, for reviews that also show how accounts are used:</Text>
          <ul className={classes.scopes}>
            {scopesToTickAsWell.map(({ scope, why }) => (
              <li key={scope}>
                <Copyable text={scope} />
                <span className={classes.why}>{why}</span>
              </li>
            ))}
          </ul>
          <Text size="xs" c="dimmed">
            A sign-in carries the scopes that were ticked when it was made. After ticking more, press Submit and sign in
            again.
          </Text>
          <OlderNames />
        </Step>
        <Step title="Register the way back">
          <Text>
            On the <b>Settings</b> tab, under <b>Redirect URIs</b>, add all three. Attest listens on the first port that
            is free.
          </Text>
          <ul className={classes.scopes}>
            {REDIRECT_URIS.map((uri) => (
              <li key={uri}>
                <Copyable text={uri} />
              </li>
            ))}
          </ul>
          <Text size="xs" c="dimmed">
            Not needed if you paste the code instead.
          </Text>
        </Step>
        <Step title="Copy the app key">
          <Text>
            At the top of the <b>Settings</b> tab, copy <b>App key</b> and, if you like, <b>App secret</b> (press Show).
            To do without the secret, leave <b>Allow public clients</b> on Allow.
          </Text>
        </Step>
        <Step title="Sign in as a team admin">
          <Text>
            Dropbox asks whether the app may have this access to the team. Only a team admin can allow it. You find the
            app again any time in the <ConsoleLink href={APP_CONSOLE}>App Console</ConsoleLink>.
          </Text>
        </Step>
      </ol>
    </section>
  )
}
