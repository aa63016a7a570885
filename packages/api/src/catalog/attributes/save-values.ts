import type { TenantTx } from '@souk/db'
import type { z } from 'zod'
import type { By } from '../../basics/index.ts'
import { InvalidInput, NotFound, type FieldErrors } from '../../refusal.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import type { StoredValue } from './attribute-kinds.ts'
import { checkValue } from './check-value.ts'
import { readProductAttributes, type ProductAttribute, type ShownValue } from './read-attributes.ts'
import type { attributeValues } from './schema.ts'

type Change = { attribute: ProductAttribute; rows: StoredValue[] }

/**
 * Writes what a product says by its attributes. All that is named is checked first, each with its sentence at
 * `attribute.<id>`; one wrong value and nothing is written. What stays as it is leaves no version.
 */
export async function saveAttributeValues(
  tx: TenantTx,
  input: z.infer<typeof attributeValues>,
  by: By,
): Promise<{ productId: string; version: number; changed: number }> {
  const { productId } = input
  const { version } = await lockProduct(tx, productId, input.version)
  const carried = new Map((await readProductAttributes(tx, productId)).map((one) => [one.id, one]))
  const errors: FieldErrors = {}
  const changes = input.values.flatMap(({ attributeId, said }): Change[] => {
    const attribute = carried.get(attributeId)
    if (!attribute) throw new NotFound('attribute')
    const rows = checkValue(attribute, said)
    if (typeof rows === 'string') errors[`attribute.${attributeId}`] = rows
    else if (rows.length === 0 && attribute.required)
      errors[`attribute.${attributeId}`] = `${attribute.name} is needed.`
    else if (!isSame(attribute.values, rows)) return [{ attribute, rows }]
    return []
  })
  await checkReferences(tx, productId, changes, errors)
  if (Object.keys(errors).length > 0) throw new InvalidInput(errors)
  if (changes.length === 0) return { productId, version, changed: 0 }
  await writeValues(tx, productId, changes)
  const told = Object.fromEntries(
    changes.map(({ attribute, rows }) => [attribute.name, [wordsOf(attribute.values), wordsOf(rows)]]),
  )
  const touched = await touchProduct(tx, productId, { action: 'product.attributes_saved', changes: told }, by)
  return { ...touched, changed: changes.length }
}

const keyOf = ({ text, number, fileId, refProductId }: StoredValue | ShownValue) =>
  JSON.stringify([text, number === null ? null : Number(number), fileId, refProductId])

const isSame = (before: ShownValue[], after: StoredValue[]): boolean =>
  before.map(keyOf).join() === after.map(keyOf).join()

const wordsOf = (values: (StoredValue | ShownValue)[]): string =>
  values.map((one) => one.text ?? one.number ?? one.fileId ?? one.refProductId ?? '').join(', ')

/** Files and products that are named have to be this shop's; a product does not refer to itself. */
async function checkReferences(tx: TenantTx, productId: string, changes: Change[], errors: FieldErrors): Promise<void> {
  for (const { attribute, rows } of changes) {
    const { fileId, refProductId } = rows[0] ?? { fileId: null, refProductId: null }
    const at = `attribute.${attribute.id}`
    if (fileId) {
      const file = await tx.storedFile.findFirst({
        where: { tenantId: tx.tenantId, id: fileId, purpose: { in: ['product', 'document'] } },
      })
      if (!file) errors[at] = 'This file does not exist.'
    }
    if (refProductId) {
      const found = await tx.product.count({ where: { tenantId: tx.tenantId, id: refProductId, purgedAt: null } })
      if (found === 0) errors[at] = 'This product does not exist.'
      if (refProductId === productId) errors[at] = 'Choose another product than this one.'
    }
  }
}

async function writeValues(tx: TenantTx, productId: string, changes: Change[]): Promise<void> {
  const ids = changes.map(({ attribute }) => attribute.id)
  const rows = changes.flatMap(({ attribute, rows: values }) =>
    values.map((value, index) => ({ attributeId: attribute.id, position: index + 1, ...value })),
  )
  await tx.$executeRaw`
    delete from attribute_values
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid and attribute_id = any(${ids}::uuid[])`
  await tx.$executeRaw`
    insert into attribute_values (tenant_id, product_id, attribute_id, position, text, number, file_id, ref_product_id)
    select ${tx.tenantId}::uuid, ${productId}::uuid, "attributeId", position, text, number, "fileId", "refProductId"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v("attributeId" uuid, position int, text text, number numeric,
      "fileId" uuid, "refProductId" uuid)`
}
