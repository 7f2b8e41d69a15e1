// What a walk through the main job leaves in words.

export type WalkStep = { title: string; found: string; seconds: number }

export type Summary = {
  startedAt: string
  steps: WalkStep[]
  /** Each change sent to the demo team, with the state it ended in. */
  changes: { person: string; change: string; state: string }[]
  screenshots: string[]
  /** Errors of the page or of main that nobody saw. */
  complaints: string[]
  failure: string | null
}

export const newSummary = (now: Date): Summary => ({
  startedAt: now.toISOString(),
  steps: [],
  changes: [],
  screenshots: [],
  complaints: [],
  failure: null,
})

const verified = ({ changes }: Summary): number => changes.filter(({ state }) => state === 'verified').length

export const hasSucceeded = (summary: Summary): boolean =>
  summary.failure === null &&
  summary.complaints.length === 0 &&
  summary.changes.length > 0 &&
  verified(summary) === summary.changes.length

const verdict = (summary: Summary): string => {
  if (hasSucceeded(summary)) return `All ${summary.changes.length} changes were carried out, read back and verified.`
  if (summary.failure !== null) return `The walk stopped: ${summary.failure}`
  if (summary.complaints.length > 0) return `The app complained: ${summary.complaints.join('; ')}`
  return `${verified(summary)} of ${summary.changes.length} changes ended verified.`
}

const total = ({ steps }: Summary): string => `${steps.reduce((sum, { seconds }) => sum + seconds, 0).toFixed(1)} s`

export const asText = (summary: Summary): string =>
  [
    '',
    ...summary.steps.map(({ title, found, seconds }) => `${`${seconds.toFixed(1)} s`.padStart(7)}  ${title}: ${found}`),
    ...summary.changes.map(({ person, change, state }) => `         ${person}: ${change}: ${state}`),
    '',
    `${verdict(summary)} ${summary.screenshots.length} screenshots, ${total(summary)}.`,
  ].join('\n')

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

export const asMarkdown = (summary: Summary): string =>
  [
    '# A walk through the main job',
    '',
    `${verdict(summary)} Started ${summary.startedAt}, took ${total(summary)}, on the demo team of this machine.`,
    '',
    '| step | what was there | time |',
    '|---|---|---|',
    ...summary.steps.map(
      ({ title, found, seconds }) => `| ${cell(title)} | ${cell(found)} | ${seconds.toFixed(1)} s |`,
    ),
    '',
    '## Changes in the demo team',
    '',
    '| person | change | ended |',
    '|---|---|---|',
    ...summary.changes.map(({ person, change, state }) => `| ${cell(person)} | ${cell(change)} | ${state} |`),
    '',
    '## Screenshots',
    '',
    ...summary.screenshots.map((file) => `![${file}](${file})`),
    '',
  ].join('\n')
