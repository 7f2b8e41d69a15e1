// Protobuf on the wire: walks the fields of a message strictly, and cuts fields out without touching the others.
import { BinaryReader, BinaryWriter, WireType } from '@bufbuild/protobuf/wire'

export { BinaryWriter, WireType }

type Take = { type: WireType; take: (reader: BinaryReader) => void }
/** What to do with each field number; fields without an entry are passed over. */
export type Fields = Record<number, Take>

export const text = (take: (value: string) => void): Take => ({
  type: WireType.LengthDelimited,
  take: (reader) => take(reader.string(true)),
})
export const bytes = (take: (value: Uint8Array) => void): Take => ({
  type: WireType.LengthDelimited,
  take: (reader) => take(reader.bytes()),
})
export const int = (take: (value: number) => void): Take => ({
  type: WireType.Varint,
  take: (reader) => take(Number(reader.int64())),
})
export const bool = (take: (value: boolean) => void): Take => ({
  type: WireType.Varint,
  take: (reader) => take(reader.bool()),
})
export const double = (take: (value: number) => void): Take => ({
  type: WireType.Bit64,
  take: (reader) => take(reader.double()),
})

/** @throws Error for anything that is not a well-formed message */
export const readFields = (message: Uint8Array, fields: Fields): void => {
  const reader = new BinaryReader(message)
  while (reader.pos < reader.len) {
    const [no, type] = reader.tag()
    const field = fields[no]
    if (field && field.type === type) field.take(reader)
    else reader.skip(type, no)
  }
  if (reader.pos !== reader.len) throw new RangeError('a field reaches beyond its message')
}

/** Enumerations may come packed, one by one, or both. */
export const ints = (take: (value: number) => void): { packed: Take; single: Take } => ({
  packed: {
    type: WireType.LengthDelimited,
    take: (reader) => {
      const inner = new BinaryReader(reader.bytes())
      while (inner.pos < inner.len) take(inner.int32())
    },
  },
  single: { type: WireType.Varint, take: (reader) => take(reader.int32()) },
})

/** The message with only the fields that are wanted, byte for byte and in their order. */
export const keepFields = (message: Uint8Array, isWanted: (no: number) => boolean): Uint8Array => {
  const reader = new BinaryReader(message)
  const kept: Uint8Array[] = []
  while (reader.pos < reader.len) {
    const from = reader.pos
    const [no, type] = reader.tag()
    reader.skip(type, no)
    if (isWanted(no)) kept.push(message.subarray(from, reader.pos))
  }
  if (reader.pos !== reader.len) throw new RangeError('a field reaches beyond its message')
  return kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept)
}

export const toBase64 = (value: Uint8Array): string =>
  Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
export const fromBase64 = (value: string): Uint8Array => Buffer.from(value, 'base64')

/** A message written field by field, in the order of their numbers. */
export const written = (write: (writer: BinaryWriter) => void): Uint8Array => {
  const writer = new BinaryWriter()
  write(writer)
  return writer.finish()
}

/** Leaves out what is empty, as proto3 does. */
export const putText = (writer: BinaryWriter, no: number, value: string): void => {
  if (value !== '') writer.tag(no, WireType.LengthDelimited).string(value)
}
export const putBytes = (writer: BinaryWriter, no: number, value: Uint8Array): void => {
  writer.tag(no, WireType.LengthDelimited).bytes(value)
}
export const putInt = (writer: BinaryWriter, no: number, value: number): void => {
  if (value !== 0) writer.tag(no, WireType.Varint).int64(value)
}
export const putBool = (writer: BinaryWriter, no: number, value: boolean): void => {
  if (value) writer.tag(no, WireType.Varint).bool(true)
}
