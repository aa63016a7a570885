import type { TenantTx } from '@souk/db'
import { auditAll, type By } from '../basics/index.ts'
import { refreshProductStock } from '../inventory/index.ts'
import { refuseGoneComponents } from './bundles/refuse-gone-components.ts'
import { refuseUncountedKeys } from './digital/refuse-uncounted-keys.ts'
import { refreshQuality } from './quality/refresh-quality.ts'
import { recordVersions } from './record-versions.ts'
import { announceProduct } from './touch-product.ts'

export type ProductDeed = { productId: string; action: string; changes: Record<string, unknown> }

/** Ends a change of many locked products, as touchProduct does for one: versions, audit rows and word, in a statement each. */
export async function touchProducts(tx: TenantTx, deeds: ProductDeed[], by: By): Promise<Map<string, number>> {
  const [first] = deeds
  if (!first) return new Map()
  const ids = deeds.map(({ productId }) => productId)
  const rows = await tx.$queryRaw<{ id: string; version: number }[]>`
    update products set version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) returning id, version`
  await refuseGoneComponents(tx, ids)
  await refuseUncountedKeys(tx, ids)
  const auditIds = await auditAll(
    tx,
    by,
    deeds.map(({ productId, ...deed }) => ({ ...deed, subjectKind: 'product', subjectId: productId })),
  )
  await recordVersions(tx, ids, { ...by, action: first.action }, auditIds)
  await refreshQuality(tx, ids)
  await refreshProductStock(tx, ids)
  for (const { id, version } of rows) announceProduct(tx, id, version)
  return new Map(rows.map(({ id, version }) => [id, version]))
}
