import type { TenantTx } from '@souk/db'
import type { z } from 'zod'
import type { By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import type { productSuppliers } from './schema.ts'

/** Says from whom a product is bought, on what terms, and from whom first: one is preferred as long as there is any. */
export async function setSuppliers(
  tx: TenantTx,
  input: z.infer<typeof productSuppliers>,
  by: By,
): Promise<{ productId: string; version: number }> {
  const { productId, suppliers } = input
  await lockProduct(tx, productId, input.version)
  const ids = suppliers.map(({ supplierId }) => supplierId)
  const known = await tx.supplier.findMany({ where: { tenantId: tx.tenantId, id: { in: ids } } })
  suppliers.forEach(({ supplierId }, at) => {
    if (ids.indexOf(supplierId) < at)
      throw new InvalidInput({ [`suppliers.${at}.supplierId`]: 'This supplier is there twice.' })
    if (!known.some(({ id }) => id === supplierId))
      throw new InvalidInput({ [`suppliers.${at}.supplierId`]: 'This supplier does not exist.' })
  })
  const first = Math.max(
    0,
    suppliers.findIndex(({ preferred }) => preferred),
  )
  const before = await tx.productSupplier.count({ where: { tenantId: tx.tenantId, productId } })
  await tx.productSupplier.deleteMany({ where: { tenantId: tx.tenantId, productId } })
  await tx.productSupplier.createMany({
    data: suppliers.map((one, at) => ({ tenantId: tx.tenantId, productId, ...one, preferred: at === first })),
  })
  const names = ids.map((id) => known.find((one) => one.id === id)!.name)
  const changes = { suppliers: [before, names.join(', ')] }
  return touchProduct(tx, productId, { action: 'product.suppliers_set', changes }, by)
}
