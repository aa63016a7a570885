import { randomUUIDv7 } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { fileKey, placeAt } from '../file-place.ts'

export type WrittenFile = { fileId: string; bytes: number }

/**
 * Streams a file to where the shop's files lie: first into a folder of this machine, then, when all of it is there, to its
 * place. When `write` fails nothing is left behind.
 */
export async function writeExportFile(
  filesDir: string,
  tenantId: string,
  write: (out: Writable) => Promise<void>,
): Promise<WrittenFile> {
  const fileId = randomUUIDv7()
  const folder = await mkdtemp(join(tmpdir(), 'souk-export-'))
  const path = join(folder, 'file')
  const disk = createWriteStream(path)
  try {
    await Promise.all([write(disk), finished(disk)])
    await placeAt(filesDir).take(fileKey(tenantId, fileId), path)
    return { fileId, bytes: disk.bytesWritten }
  } finally {
    disk.destroy()
    await rm(folder, { recursive: true, force: true })
  }
}
