// What the system's settings say about the way to an address; Chromium reads them, PAC scripts included.
import { session } from 'electron'

/** "DIRECT", or "PROXY host:port; DIRECT". */
export const systemProxy = (url: string): Promise<string> => session.defaultSession.resolveProxy(url)
