import { emit, type TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { refreshProductStock } from '../inventory/index.ts'
import { NotFound, Refusal, VersionConflict } from '../refusal.ts'
import { refuseGoneComponents } from './bundles/refuse-gone-components.ts'
import { refuseUncountedKeys } from './digital/refuse-uncounted-keys.ts'
import { refreshQuality } from './quality/refresh-quality.ts'
import { keepBaselines, recordVersions } from './record-versions.ts'

/** What is in the trash is not edited; it is brought back first. */
export class InTrash extends Refusal {
  constructor() {
    super(409, 'in_trash', 'This product is in the trash. Bring it back to change it.')
  }
}

type Locked = { status: string; title: string; version: number; trashedAt: Date | null }

/**
 * Locks a product, and keeps what it was before its first recorded change. With the version a person saw, throws
 * VersionConflict when someone else has changed it since; throws InTrash for what was thrown away.
 */
export async function lockProduct(tx: TenantTx, productId: string, version?: number): Promise<Locked> {
  const product = await lockAnyProduct(tx, productId)
  if (version !== undefined && version !== product.version) throw new VersionConflict('product')
  if (product.trashedAt) throw new InTrash()
  return product
}

/** The same for a product that may be in the trash. */
export async function lockAnyProduct(tx: TenantTx, productId: string): Promise<Locked> {
  const rows = await tx.$queryRaw<Locked[]>`
    select status, title, version, trashed_at as "trashedAt" from products
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid and purged_at is null for update`
  if (!rows[0]) throw new NotFound('product')
  await keepBaselines(tx, [productId])
  return rows[0]
}

/** Ends a change of a locked product: its next version, who did what, and word to every screen that shows it. */
export async function touchProduct(
  tx: TenantTx,
  productId: string,
  deed: { action: string; changes: Record<string, unknown> },
  by: By,
): Promise<{ productId: string; version: number }> {
  const rows = await tx.$queryRaw<{ version: number }[]>`
    update products set version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid returning version`
  const version = rows[0]!.version
  await refuseGoneComponents(tx, [productId])
  await refuseUncountedKeys(tx, [productId])
  const auditId = await audit(tx, by, { ...deed, subjectKind: 'product', subjectId: productId })
  await recordVersions(tx, [productId], { ...by, action: deed.action, auditId })
  await refreshQuality(tx, [productId])
  await refreshProductStock(tx, [productId])
  announceProduct(tx, productId, version)
  return { productId, version }
}

export function announceProduct(tx: TenantTx, productId: string, version: number): void {
  emit(tx, { name: 'product.changed', topics: [`product:${productId}`, 'products'], payload: { productId, version } })
}

/** What differs, field by field, as [before, after]. Lists are compared by their content. */
export function differences<T extends object>(before: T, after: Partial<T>): Record<string, [unknown, unknown]> {
  const same = (a: unknown, b: unknown) =>
    a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
  return Object.fromEntries(
    Object.entries(after)
      .filter(([key, value]) => value !== undefined && !same(before[key as keyof T], value))
      .map(([key, value]) => [key, [before[key as keyof T], value] as [unknown, unknown]]),
  )
}
