import { emit, type TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { NotFound, VersionConflict } from '../refusal.ts'
import { keepBaselines, recordVersions } from './record-versions.ts'

/** Locks a product. With the version a person saw, throws VersionConflict when someone else has changed it since. */
export async function lockProduct(
  tx: TenantTx,
  productId: string,
  version?: number,
): Promise<{ status: string; title: string; version: number }> {
  const rows = await tx.$queryRaw<{ status: string; title: string; version: number }[]>`
    select status, title, version from products where tenant_id = ${tx.tenantId}::uuid and id = ${productId}::uuid for update`
  const product = rows[0]
  if (!product) throw new NotFound('product')
  if (version !== undefined && version !== product.version) throw new VersionConflict('product')
  await keepBaselines(tx, [productId])
  return product
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
  const auditId = await audit(tx, by, { ...deed, subjectKind: 'product', subjectId: productId })
  await recordVersions(tx, [productId], { ...by, action: deed.action, auditId })
  announceProduct(tx, productId, version)
  return { productId, version }
}

export function announceProduct(tx: TenantTx, productId: string, version: number): void {
  emit(tx, { name: 'product.changed', topics: [`product:${productId}`, 'products'], payload: { productId, version } })
}

/** What differs, field by field, as [before, after]. Lists are compared by their content. */
export function differences<T extends object>(before: T, after: Partial<T>): Record<string, [unknown, unknown]> {
  const same = (a: unknown, b: unknown) => a === b || (typeof a === 'object' && JSON.stringify(a) === JSON.stringify(b))
  return Object.fromEntries(
    Object.entries(after)
      .filter(([key, value]) => value !== undefined && !same(before[key as keyof T], value))
      .map(([key, value]) => [key, [before[key as keyof T], value] as [unknown, unknown]]),
  )
}
