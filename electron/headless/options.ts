// Every flag and environment variable of the command line, in one place: program.ts offers them, settings.ts reads them,
// and what deploy/ says is checked against them.

export type OptionSpec = {
  /** As commander writes them; without flags a setting comes from the environment only, as keys must. */
  flags?: string
  env?: string
  /** `NAME_FILE` may name a file that holds the value, as mounted secrets do. */
  hasFile?: true
  text: string
}

export const OPTIONS = {
  appKey: { flags: '--app-key <key>', env: 'BATON_APP_KEY', hasFile: true, text: 'app key, from the App Console' },
  appSecret: {
    flags: '--app-secret <secret>',
    env: 'BATON_APP_SECRET',
    hasFile: true,
    text: 'app secret; not needed where the refresh token was made without it',
  },
  refreshToken: {
    flags: '--refresh-token <token>',
    env: 'BATON_REFRESH_TOKEN',
    hasFile: true,
    text: 'refresh token, from attest login',
  },
  provisioning: {
    flags: '--provisioning',
    env: 'BATON_PROVISIONING',
    text: 'the sign-in is for changes too, not only for reading',
  },
  syncUserLastLogin: {
    flags: '--sync-user-last-login',
    env: 'BATON_SYNC_USER_LAST_LOGIN',
    text: 'also reads last sign-ins, devices and linked apps where granted; exit code 4 when last sign-ins could not be',
  },
  baseUrl: {
    flags: '--base-url <url>',
    env: 'BATON_BASE_URL',
    text: 'a test double on this machine instead of Dropbox',
  },
  workspace: {
    flags: '--workspace <folder>',
    env: 'ATTEST_WORKSPACE',
    text: 'folder of the workspace; made when it is not there',
  },
  key: {
    env: 'ATTEST_KEY',
    hasFile: true,
    text: 'protects the workspace: 64 hexadecimal digits (openssl rand -hex 32), or any text of 8 characters or more',
  },
  passphrase: {
    env: 'ATTEST_PASSPHRASE',
    hasFile: true,
    text: 'passphrase of a workspace that was made in the window',
  },
  connection: {
    flags: '--connection <name>',
    env: 'ATTEST_CONNECTION',
    text: 'label, team or id of a connection, where the workspace has several',
  },
  file: { flags: '-f, --file <file>', env: 'BATON_FILE', text: 'file to write; it appears when it is whole' },
  output: { flags: '-o, --output <format>', text: 'table, json, jsonl or csv' },
  snapshot: {
    flags: '--snapshot <id>',
    text: 'a snapshot by its number (export takes several: 3,7,9); the newest unless given',
  },
  what: {
    flags: '--what <rows>',
    text: 'accounts, entitlements, grants, or snapshot (all of it, with what its digest needs)',
  },
  withVerifier: { flags: '--with-verifier', text: 'writes the stand-alone verifier beside a snapshot’s JSON lines' },
  run: { flags: '--run <id>', text: 'a sync run by its id; the newest unless given' },
  status: { flags: '--status <status>', text: 'only active, invited, suspended or removed accounts' },
  every: {
    flags: '--every <interval>',
    env: 'ATTEST_EVERY',
    text: 'how often: 30m, 1h, 1d, or a cron expression in UTC such as "0 6 * * 1-5"',
  },
  healthCheckPort: {
    flags: '--health-check-port <port>',
    env: 'BATON_HEALTH_CHECK_PORT',
    text: 'port of GET /health (default 8081)',
  },
  healthCheckBindAddress: {
    flags: '--health-check-bind-address <address>',
    env: 'BATON_HEALTH_CHECK_BIND_ADDRESS',
    text: 'address it listens on (default 127.0.0.1)',
  },
  logLevel: {
    flags: '--log-level <level>',
    env: 'BATON_LOG_LEVEL',
    text: 'debug, info, warn or error, to standard error; nothing unless given, but info in attest serve',
  },
  logFormat: { flags: '--log-format <format>', env: 'BATON_LOG_FORMAT', text: 'json or console (default console)' },
} as const satisfies Record<string, OptionSpec>

export type OptionName = keyof typeof OPTIONS
/** What commander found on the command line. */
export type GivenFlags = Partial<Record<OptionName, string | boolean>>

/** The environment variables an option can come from. */
export const variablesOf = (spec: OptionSpec): string[] => {
  if (!spec.env) return []
  return spec.hasFile ? [spec.env, `${spec.env}_FILE`] : [spec.env]
}
