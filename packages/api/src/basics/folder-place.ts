import { randomUUID } from 'node:crypto'
import { copyFile, mkdir, open, readFile, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FilePlace } from './file-place.ts'

/** A local folder, or one that several machines have mounted. */
export function folderPlace(folder: string): FilePlace {
  const pathOf = (key: string) => join(folder, ...key.split('/'))
  return {
    write: (key, bytes) => writeWhole(pathOf(key), bytes),
    take: (key, path) => takeWhole(pathOf(key), path),
    stream: async (key) => {
      const file = await open(pathOf(key)).catch(nullWhenMissing)
      return file && file.createReadStream()
    },
    read: (key) => readFile(pathOf(key)).catch(nullWhenMissing),
    path: async (key) => pathOf(key),
    remove: (key) => rm(pathOf(key), { force: true }),
    async *list(tenantId) {
      const below = (part: string) => readdir(join(folder, part)).catch(() => [] as string[])
      for (const part of await below(tenantId)) {
        for (const name of await below(`${tenantId}/${part}`)) {
          const key = `${tenantId}/${part}/${name}`
          const found = await stat(pathOf(key)).catch(nullWhenMissing)
          if (found?.isFile()) yield { key, writtenAt: found.mtime }
        }
      }
    },
  }
}

function nullWhenMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null
  throw error
}

/** Copies under a name of its own first, for the same reason. */
async function takeWhole(path: string, from: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.part`
  try {
    await copyFile(from, temporary)
    const handle = await open(temporary, 'r+')
    await handle.sync().finally(() => handle.close())
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** Writes under a name of its own first: whoever opens the final name finds all of the bytes or nothing. */
export async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const temporary = `${path}.${randomUUID()}.part`
  const handle = await open(temporary, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
}
