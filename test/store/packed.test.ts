// What crosses to the store's thread in columns must arrive as it was.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { rowOf } from '../../electron/store/account-row.ts'
import { canonicalJson } from '../../electron/store/hash-chain.ts'
import { createAccountPacker, packHolders, unpackAccounts } from '../../electron/store/packed.ts'
import type { EntitlementKey } from '../../shared/domain/entitlement.ts'
import type { AccountId, ResourceId } from '../../shared/domain/ids.ts'
import { account, group, holds, licence } from '../support/sample-team.ts'

const keys = [holds(licence()), holds(group('g:1', 'One')), holds(group('g:1', 'One'), 'owner')]

const anAccount = fc.record({
  account: fc
    .record({
      n: fc.nat({ max: 99 }),
      displayName: fc.string({ unit: 'binary' }),
      externalId: fc.option(fc.string()),
      secondaryEmails: fc.array(fc.string(), { maxLength: 2 }),
      isDirectoryRestricted: fc.option(fc.boolean()),
      status: fc.constantFrom('active', 'invited', 'suspended', 'removed'),
    })
    .map(({ n, ...some }) => account(n, some)),
  grants: fc.array(fc.constantFrom<EntitlementKey>(...keys), { maxLength: 4 }),
})

it('gives back the row of every account with all it holds, page after page', () => {
  fc.assert(
    fc.property(fc.array(fc.array(anAccount, { maxLength: 5 }), { maxLength: 4 }), (pages) => {
      const pack = createAccountPacker()
      const named: EntitlementKey[] = []
      for (const page of pages) {
        const packed = structuredClone(pack(page))
        named.push(...packed.named)
        const back = unpackAccounts(packed).map(({ row, grants }) => ({ row, grants: grants.map((n) => named[n]) }))
        expect(back).toEqual(page.map(({ account, grants }) => ({ row: rowOf(account), grants })))
      }
      expect(new Set(named).size).toBe(named.length)
      expect(named.length).toBeLessThanOrEqual(keys.length)
    }),
  )
})

it('makes of an account a row that says the same, in text that can be stored', () => {
  fc.assert(
    fc.property(anAccount, ({ account }) => {
      const { body, sortName, searchText, emailDomain, ...same } = rowOf(account)
      expect(account).toMatchObject({ ...same, displayName: account.displayName })
      expect(same.displayName).toBe(account.displayName.toWellFormed())
      expect(body).toBe(canonicalJson(account))
      expect(emailDomain).toBe('acme.example')
      expect(searchText).toContain(sortName)
      for (const text of [body, sortName, searchText]) expect(text.isWellFormed()).toBe(true)
    }),
  )
})

it('keeps the order of each list, in which the last word on an account counts', () => {
  const [a, b] = ['dbmid:a', 'dbmid:b'] as AccountId[] as [AccountId, AccountId]
  const parts = [
    {
      resource: { resourceType: 'group' as const, resourceId: 'g:1' as ResourceId },
      isFirstPart: true,
      holders: [
        { accountId: a, entitlement: 'owner' as const },
        { accountId: b, entitlement: 'member' as const },
        { accountId: a, entitlement: 'member' as const },
      ],
    },
    { resource: { resourceType: 'group' as const, resourceId: 'g:2' as ResourceId }, isFirstPart: true, holders: [] },
    {
      resource: { resourceType: 'group' as const, resourceId: 'g:3' as ResourceId },
      isFirstPart: false,
      holders: [{ accountId: b, entitlement: 'member' as const }],
    },
  ]
  const packed = packHolders(parts)
  const holders = packed.accountIds.map((accountId, i) => ({
    accountId,
    entitlement: packed.entitlements[packed.held[i] ?? -1],
  }))
  const unpacked = packed.parts.map(({ count, ...part }) => ({ ...part, holders: holders.splice(0, count) }))
  expect(unpacked).toEqual(parts)
})
