import { randomBytes } from 'node:crypto'

/** A UUIDv7 of a moment in the past, so that what happened long ago also sorts before what happens now. */
export function uuidAt(moment: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(moment.getTime(), 0, 6)
  bytes[6] = (bytes[6]! & 0x0f) | 0x70
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
