// What crosses to the store's thread in columns must arrive as it was.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createAccountPacker, type PlainAccount, packHolders, unpackAccounts } from '../../electron/store/packed.ts'
import { accountSchema } from '../../shared/domain/account.ts'
import type { EntitlementKey } from '../../shared/domain/entitlement.ts'
import type { AccountId } from '../../shared/domain/ids.ts'
import { account, group, holds, licence } from '../support/sample-team.ts'

const keys = [holds(licence()), holds(group('g:1', 'One')), holds(group('g:1', 'One'), 'owner')]

const aRow = fc.record({
  account: fc
    .record({
      n: fc.nat({ max: 99 }),
      displayName: fc.string({ unit: 'binary' }),
      externalId: fc.option(fc.string()),
      secondaryEmails: fc.array(fc.string(), { maxLength: 2 }),
      isDirectoryRestricted: fc.option(fc.boolean()),
      status: fc.constantFrom('active', 'invited', 'suspended', 'removed'),
    })
    .map(({ n, ...some }): PlainAccount => account(n, some)),
  grants: fc.array(fc.constantFrom<EntitlementKey>(...keys), { maxLength: 4 }),
})

it('gives back every account with all it holds, page after page', () => {
  fc.assert(
    fc.property(fc.array(fc.array(aRow, { maxLength: 5 }), { maxLength: 4 }), (pages) => {
      const pack = createAccountPacker()
      const named: EntitlementKey[] = []
      for (const page of pages) {
        const packed = structuredClone(pack(page))
        named.push(...packed.named)
        const back = unpackAccounts(packed).map((row) => ({ ...row, grants: row.grants.map((n) => named[n]) }))
        expect(back).toEqual(page)
      }
      expect(new Set(named).size).toBe(named.length)
      expect(named.length).toBeLessThanOrEqual(keys.length)
    }),
  )
})

it('has every field of an account but what only files say', () => {
  const whole = Object.fromEntries(Object.keys(accountSchema.shape).map((field) => [field, `the ${field}`]))
  const [back] = unpackAccounts(createAccountPacker()([{ account: whole as unknown as PlainAccount, grants: [] }]))
  const { message: _, ...plain } = whole
  expect(back?.account).toEqual(plain)
  // Canonical JSON sorts by code units, and is spared the sorting here.
  expect(Object.keys(back?.account ?? {})).toEqual(Object.keys(plain).sort())
})

it('keeps the order of a list, in which the last word on an account counts', () => {
  const [a, b] = ['dbmid:a', 'dbmid:b'] as AccountId[] as [AccountId, AccountId]
  const holders = [
    { accountId: a, entitlement: 'owner' as const },
    { accountId: b, entitlement: 'member' as const },
    { accountId: a, entitlement: 'member' as const },
  ]
  const { accountIds, entitlements, held } = packHolders(holders)
  expect(accountIds.map((accountId, i) => ({ accountId, entitlement: entitlements[held[i] ?? -1] }))).toEqual(holders)
})
