import { crc32 } from 'node:zlib'

const FLAG_UTF8 = 0x0800
const VERSION = 20

/** Puts the pictures of an uploaded folder into one zip, so that they are kept and read like an uploaded zip. Pictures are compressed already and stored as they are. */
export function zipPictures(files: { filename: string; bytes: Uint8Array }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [index, { filename, bytes }] of files.entries()) {
    const name = Buffer.from(`${index}/${filename.split(/[\\/]/).at(-1) ?? 'picture'}`)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(VERSION, 0)
    head.writeUInt16LE(FLAG_UTF8, 2)
    head.writeUInt32LE(crc32(bytes), 10)
    head.writeUInt32LE(bytes.byteLength, 14)
    head.writeUInt32LE(bytes.byteLength, 18)
    head.writeUInt16LE(name.byteLength, 22)
    parts.push(signed(0x04034b50), head, name, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
    const entry = Buffer.alloc(42)
    entry.writeUInt16LE(VERSION, 0)
    head.copy(entry, 2, 0, 26)
    entry.writeUInt32LE(offset, 38)
    directory.push(signed(0x02014b50), entry, name)
    offset += 4 + head.byteLength + name.byteLength + bytes.byteLength
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(list.byteLength, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, list, signed(0x06054b50), end])
}

function signed(signature: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(signature)
  return bytes
}
