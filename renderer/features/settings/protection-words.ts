// How the workspace is protected, in a sentence each.

export const PROTECTION_WORDS: Record<'keychain' | 'passphrase' | 'session' | 'none', string> = {
  keychain: 'Encrypted; the key is kept in the keychain of this computer.',
  passphrase: 'Encrypted with your passphrase, which Attest asks for at every start.',
  session: 'For this session only: everything is forgotten when Attest closes.',
  none: 'The workspace is not open.',
}
