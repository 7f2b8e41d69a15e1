// The messages of a c1z file as plain values: resource types, resources, entitlements, the rest of grants.
import { LIMITS } from './limits.ts'
import { type Annotation, type Profile, readAny, readStruct, readTimestamp } from './well-known.ts'
import { bytes, int, ints, readFields, text } from './wire.ts'

export type ResourceRef = { type: string; id: string }
export type Status = { status: number; details: string }

export type ResourceTypeMessage = { id: string; displayName: string; traits: number[] }
export type ResourceMessage = {
  ref: ResourceRef
  parent: ResourceRef | null
  displayName: string
  description: string
  annotations: Annotation[]
  externalId: string
  profile: Profile | null
  status: Status | null
  createdAt: string | null
}
export type EntitlementMessage = { id: string; displayName: string; description: string; slug: string }
export type UserTrait = {
  emails: { address: string; isPrimary: boolean }[]
  status: Status | null
  profile: Profile | null
  login: string
  createdAt: string | null
  givenName: string
  familyName: string
  employeeIds: string[]
}

export const TRAIT_USER = 1

/** @throws Error when there are more than any connector writes */
const addTo = <T>(list: T[], item: T): void => {
  if (list.length >= LIMITS.annotations) throw new RangeError('too many of one field')
  list.push(item)
}

export const readRef = (message: Uint8Array): ResourceRef => {
  const ref = { type: '', id: '' }
  readFields(message, {
    1: text((v) => {
      ref.type = v
    }),
    2: text((v) => {
      ref.id = v
    }),
  })
  return ref
}

export const readResourceType = (message: Uint8Array): ResourceTypeMessage => {
  const type: ResourceTypeMessage = { id: '', displayName: '', traits: [] }
  const traits = ints((v) => addTo(type.traits, v))
  const fields = {
    1: text((v) => {
      type.id = v
    }),
    2: text((v) => {
      type.displayName = v
    }),
  }
  readFields(message, { ...fields, 3: traits.packed })
  readFields(message, { 3: traits.single })
  return type
}

const readStatus = (message: Uint8Array): Status => {
  const status: Status = { status: 0, details: '' }
  readFields(message, {
    1: int((v) => {
      status.status = v
    }),
    2: text((v) => {
      status.details = v
    }),
  })
  return status
}

export const readResource = (message: Uint8Array): ResourceMessage => {
  const resource: ResourceMessage = {
    ref: { type: '', id: '' },
    parent: null,
    displayName: '',
    description: '',
    annotations: [],
    externalId: '',
    profile: null,
    status: null,
    createdAt: null,
  }
  readFields(message, {
    1: bytes((v) => {
      resource.ref = readRef(v)
    }),
    2: bytes((v) => {
      resource.parent = readRef(v)
    }),
    3: text((v) => {
      resource.displayName = v
    }),
    4: bytes((v) => addTo(resource.annotations, readAny(v))),
    5: text((v) => {
      resource.description = v
    }),
    7: bytes((v) => {
      resource.externalId = readRefText(v)
    }),
    9: bytes((v) => {
      resource.profile = readStruct(v)
    }),
    11: bytes((v) => {
      resource.status = readStatus(v)
    }),
    12: bytes((v) => {
      resource.createdAt = readTimestamp(v)
    }),
  })
  return resource
}

const readRefText = (message: Uint8Array): string => {
  let id = ''
  readFields(message, {
    1: text((v) => {
      id = v
    }),
  })
  return id
}

export const readEntitlement = (message: Uint8Array): EntitlementMessage => {
  const entitlement = { id: '', displayName: '', description: '', slug: '' }
  readFields(message, {
    2: text((v) => {
      entitlement.id = v
    }),
    3: text((v) => {
      entitlement.displayName = v
    }),
    4: text((v) => {
      entitlement.description = v
    }),
    8: text((v) => {
      entitlement.slug = v
    }),
  })
  return entitlement
}

export const readUserTrait = (message: Uint8Array): UserTrait => {
  const trait: UserTrait = {
    emails: [],
    status: null,
    profile: null,
    login: '',
    createdAt: null,
    givenName: '',
    familyName: '',
    employeeIds: [],
  }
  readFields(message, {
    1: bytes((v) => {
      const email = { address: '', isPrimary: false }
      readFields(v, {
        1: text((address) => {
          email.address = address
        }),
        2: int((flag) => {
          email.isPrimary = flag !== 0
        }),
      })
      addTo(trait.emails, email)
    }),
    2: bytes((v) => {
      trait.status = readStatus(v)
    }),
    3: bytes((v) => {
      trait.profile = readStruct(v)
    }),
    6: text((v) => {
      trait.login = v
    }),
    8: bytes((v) => {
      trait.createdAt = readTimestamp(v)
    }),
    12: bytes((v) =>
      readFields(v, {
        1: text((given) => {
          trait.givenName = given
        }),
        2: text((family) => {
          trait.familyName = family
        }),
      }),
    ),
    13: text((v) => addTo(trait.employeeIds, v)),
  })
  return trait
}

/** The annotation of a type, by its name without the package. */
export const annotationOf = (annotations: readonly Annotation[], name: string): Uint8Array | null =>
  annotations.find(({ typeName }) => typeName === `c1.connector.v2.${name}`)?.value ?? null
