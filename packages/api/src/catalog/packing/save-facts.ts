import type { TenantTx } from '@souk/db'
import type { z } from 'zod'
import type { By } from '../../basics/index.ts'
import { InvalidInput, type FieldErrors } from '../../refusal.ts'
import { differences, lockProduct, touchProduct } from '../touch-product.ts'
import type { productFacts } from './schema.ts'

type Facts = Omit<Required<z.output<typeof productFacts>>, 'productId' | 'version'>

/** Says where a product belongs, who makes it, how it is kept and what customs ask. What stays leaves no version. */
export async function saveFacts(
  tx: TenantTx,
  input: z.output<typeof productFacts>,
  by: By,
): Promise<{ productId: string; version: number }> {
  const { productId, version, ...given } = input
  const locked = await lockProduct(tx, productId, version)
  const before = await readFacts(tx, productId)
  const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<Facts>
  const changes = differences(before, said)
  if (Object.keys(changes).length === 0) return { productId, version: locked.version }
  await checkReferences(tx, said)
  await tx.product.update({ where: { tenantId_id: { tenantId: tx.tenantId, id: productId } }, data: said })
  const told = { ...changes, ...(await namesOf(tx, changes)) }
  return touchProduct(tx, productId, { action: 'product.saved', changes: told }, by)
}

async function readFacts(tx: TenantTx, productId: string): Promise<Facts> {
  return tx.product.findFirstOrThrow({
    where: { tenantId: tx.tenantId, id: productId },
    select: {
      categoryId: true,
      manufacturerId: true,
      trackLots: true,
      trackSerials: true,
      shelfLifeDays: true,
      hsCode: true,
      originCountry: true,
      safetyNote: true,
      safetyFileId: true,
    },
  })
}

async function checkReferences(
  tx: TenantTx,
  { categoryId, manufacturerId, safetyFileId }: Partial<Facts>,
): Promise<void> {
  const { tenantId } = tx
  const errors: FieldErrors = {}
  const file = { tenantId, id: safetyFileId ?? '', purpose: { in: ['product', 'document'] } }
  if (categoryId && !(await tx.category.count({ where: { tenantId, id: categoryId } })))
    errors.categoryId = 'This category does not exist.'
  if (manufacturerId && !(await tx.manufacturer.count({ where: { tenantId, id: manufacturerId } })))
    errors.manufacturerId = 'This manufacturer does not exist.'
  if (safetyFileId && !(await tx.storedFile.count({ where: file }))) errors.safetyFileId = 'This file does not exist.'
  if (Object.keys(errors).length > 0) throw new InvalidInput(errors)
}

/** The history tells names, which people know, where the row keeps ids. */
async function namesOf(tx: TenantTx, changes: Record<string, [unknown, unknown]>): Promise<Record<string, unknown>> {
  const pair = async (change: [unknown, unknown] | undefined, find: (id: string) => Promise<{ name: string } | null>) =>
    change && Promise.all(change.map(async (id) => (typeof id === 'string' ? ((await find(id))?.name ?? id) : null)))
  const { tenantId } = tx
  const category = await pair(changes.categoryId, (id) => tx.category.findFirst({ where: { tenantId, id } }))
  const manufacturer = await pair(changes.manufacturerId, (id) =>
    tx.manufacturer.findFirst({ where: { tenantId, id } }),
  )
  return { ...(category && { categoryId: category }), ...(manufacturer && { manufacturerId: manufacturer }) }
}
