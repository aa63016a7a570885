import type { InTenant } from '@souk/db'
import { placeAt } from './file-place.ts'

const BATCH = 500
/** Bytes are written before the row that names them commits, so what is young may still be waiting for its row. */
const YOUNG_MS = 24 * 3_600_000

/**
 * Removes bytes of a tenant that no row names: of transactions that were rolled back, of files that were deleted, and the
 * widths made of them. Returns how many keys went.
 */
export async function sweepFiles(inTenant: InTenant, filesDir: string, tenantId: string): Promise<number> {
  const place = placeAt(filesDir)
  let removed = 0
  let batch: string[] = []
  const settle = async () => {
    const ids = [...new Set(batch.map(idOf))]
    const uuids = ids.filter((id) => ID.test(id))
    const known = await inTenant(
      tenantId,
      (tx) => tx.$queryRaw<{ id: string }[]>`
        select id from stored_files where tenant_id = ${tx.tenantId}::uuid and id = any(${uuids}::uuid[])
        union select file_id from exports where tenant_id = ${tx.tenantId}::uuid and file_id = any(${uuids}::uuid[]) and status = 'done'`,
    )
    const kept = new Set(known.map(({ id }) => id))
    for (const key of batch.filter((each) => !kept.has(idOf(each)))) {
      await place.remove(key)
      removed += 1
    }
    batch = []
  }
  for await (const { key, writtenAt } of place.list(tenantId)) {
    if (Date.now() - writtenAt.getTime() < YOUNG_MS) continue
    batch.push(key)
    if (batch.length === BATCH) await settle()
  }
  if (batch.length > 0) await settle()
  return removed
}

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const idOf = (key: string): string => key.split('/').at(-1)!.slice(0, 36)
