// The official SDK, loaded when the first call is made: start-up does not wait for it.
import type { Dropbox } from 'dropbox'
import type { Transport } from './transport.ts'

let loading: Promise<typeof import('dropbox')> | undefined

/** Loads the SDK once: 10 to 15 ms under Node 24. test/dropbox/sdk.test.ts holds that nothing loads it earlier. */
export const loadSdk = (): Promise<typeof import('dropbox')> => {
  loading ??= import('dropbox')
  return loading
}

/**
 * An SDK object for one access token. It is given no refresh token: the SDK would refresh in parallel and put tokens
 * into URLs, so refreshing is ours (tokens.ts), and a new token gets a new object.
 */
export const sdkFor = async (accessToken: string, transport: Transport): Promise<Dropbox> => {
  const { Dropbox, DropboxAuth } = await loadSdk()
  return new Dropbox({ auth: new DropboxAuth({ accessToken, fetch: transport }) })
}
