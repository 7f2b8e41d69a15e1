// Seals short secrets: with the keychain (platform/keychain.ts), or with a key made from a passphrase or from a key that
// somebody keeps elsewhere, as servers do.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, scrypt } from 'node:crypto'
import { Failure } from '../../shared/domain/failure.ts'

/** `seal` gives text that is safe to write to disk; `open` takes it back. */
export type SecretBox = {
  protection: 'keychain' | 'passphrase'
  seal: (plain: string) => string
  /** @throws Failure passphrase-wrong or keychain-failed when it was sealed with another key or was changed */
  open: (sealed: string) => string
}

const IV = 12
const TAG = 16

/** AES-256-GCM under a key of 32 bytes: base64 of nonce, tag and ciphertext. */
const boxWithKey = (key: Buffer): SecretBox => ({
  protection: 'passphrase',
  seal: (plain) => {
    const iv = randomBytes(IV)
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64')
  },
  open: (sealed) => {
    const bytes = Buffer.from(sealed, 'base64')
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV))
      decipher.setAuthTag(bytes.subarray(IV, IV + TAG))
      return Buffer.concat([decipher.update(bytes.subarray(IV + TAG)), decipher.final()]).toString('utf8')
    } catch (error) {
      throw new Failure({ kind: 'passphrase-wrong' }, { cause: error })
    }
  },
})

/** scrypt with N = 2^17, r = 8, p = 1 (128 MiB): OWASP's first recommendation. `salt` is base64. */
export const passphraseBox = (passphrase: string, salt: string): Promise<SecretBox> =>
  new Promise((resolve, reject) => {
    const cost = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), 32, cost, (error, key) =>
      error ? reject(error) : resolve(boxWithKey(key)),
    )
  })

/** How a text becomes the key: `hkdf` for 64 hexadecimal digits, which nobody can guess, `scrypt` for what a person chose. */
export type Derivation = 'scrypt' | 'hkdf'

export const derivationFor = (text: string): Derivation => (/^[0-9a-f]{64}$/i.test(text.trim()) ? 'hkdf' : 'scrypt')

/** The box of a passphrase or key. `derivation` says how the box was made that is to be opened. `salt` is base64. */
export const boxFrom = async (text: string, salt: string, derivation: Derivation): Promise<SecretBox> => {
  if (derivation === 'scrypt') return passphraseBox(text, salt)
  const key = hkdfSync('sha256', text.trim().toLowerCase(), Buffer.from(salt, 'base64'), 'attest workspace', 32)
  return boxWithKey(Buffer.from(key))
}

export const newSalt = (): string => randomBytes(16).toString('base64')
export const newDatabaseKey = (): string => randomBytes(32).toString('hex')
