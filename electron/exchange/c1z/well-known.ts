// google.protobuf.Struct, Timestamp and Any, read and written.
import {
  type BinaryWriter,
  bool,
  bytes,
  double,
  int,
  putBytes,
  putText,
  readFields,
  text,
  WireType,
  written,
} from './wire.ts'

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }
export type Profile = { [key: string]: Json }

const MOST_DEEP = 50

const readValue = (message: Uint8Array, depth: number): Json => {
  if (depth > MOST_DEEP) throw new RangeError('a profile is nested too deeply')
  let value: Json = null
  readFields(message, {
    2: double((v) => {
      value = v
    }),
    3: text((v) => {
      value = v
    }),
    4: bool((v) => {
      value = v
    }),
    5: bytes((v) => {
      value = readStruct(v, depth + 1)
    }),
    6: bytes((v) => {
      const list: Json[] = []
      readFields(v, { 1: bytes((item) => list.push(readValue(item, depth + 1))) })
      value = list
    }),
  })
  return value
}

/** Keys are an attacker's text: the object has no prototype. */
export const readStruct = (message: Uint8Array, depth = 0): Profile => {
  const profile: Profile = Object.create(null)
  readFields(message, {
    1: bytes((entry) => {
      let key = ''
      let value: Json = null
      readFields(entry, {
        1: text((v) => {
          key = v
        }),
        2: bytes((v) => {
          value = readValue(v, depth)
        }),
      })
      profile[key] = value
    }),
  })
  return profile
}

const putValue = (writer: BinaryWriter, no: number, value: Json): void =>
  putBytes(
    writer,
    no,
    written((inner) => {
      if (value === null) inner.tag(1, WireType.Varint).int32(0)
      else if (typeof value === 'number') inner.tag(2, WireType.Bit64).double(value)
      else if (typeof value === 'string') inner.tag(3, WireType.LengthDelimited).string(value)
      else if (typeof value === 'boolean') inner.tag(4, WireType.Varint).bool(value)
      else if (Array.isArray(value))
        putBytes(
          inner,
          6,
          written((list) => {
            for (const item of value) putValue(list, 1, item)
          }),
        )
      else putBytes(inner, 5, writeStruct(value))
    }),
  )

/** Keys in order, so that equal profiles are equal bytes. */
export const writeStruct = (profile: Profile): Uint8Array =>
  written((writer) => {
    for (const key of Object.keys(profile).sort())
      putBytes(
        writer,
        1,
        written((entry) => {
          putText(entry, 1, key)
          putValue(entry, 2, profile[key] ?? null)
        }),
      )
  })

/** As an instant in UTC; null for what no calendar has. */
export const readTimestamp = (message: Uint8Array): string | null => {
  let seconds = 0
  let nanos = 0
  readFields(message, {
    1: int((v) => {
      seconds = v
    }),
    2: int((v) => {
      nanos = v
    }),
  })
  const date = new Date(seconds * 1000 + Math.floor(nanos / 1e6))
  if (Number.isNaN(date.getTime()) || date.getUTCFullYear() < 1 || date.getUTCFullYear() > 9999) return null
  return date.toISOString().replace('.000Z', 'Z')
}

export const writeTimestamp = (instant: string): Uint8Array => {
  const ms = Date.parse(instant)
  const seconds = Math.floor(ms / 1000)
  return written((writer) => {
    if (seconds !== 0) writer.tag(1, WireType.Varint).int64(seconds)
    const nanos = (ms - seconds * 1000) * 1_000_000
    if (nanos !== 0) writer.tag(2, WireType.Varint).int32(nanos)
  })
}

export type Annotation = { typeName: string; value: Uint8Array }

/** `typeName` is what stands after the last slash of the type URL: `c1.connector.v2.UserTrait`. */
export const readAny = (message: Uint8Array): Annotation => {
  let url = ''
  let value: Uint8Array = new Uint8Array()
  readFields(message, {
    1: text((v) => {
      url = v
    }),
    2: bytes((v) => {
      value = v
    }),
  })
  return { typeName: url.slice(url.lastIndexOf('/') + 1), value }
}

/** @param name without its package: `UserTrait` */
export const putAnnotation = (writer: BinaryWriter, no: number, name: string, value: Uint8Array): void =>
  putBytes(
    writer,
    no,
    written((any) => {
      putText(any, 1, `type.googleapis.com/c1.connector.v2.${name}`)
      if (value.length > 0) putBytes(any, 2, value)
    }),
  )
