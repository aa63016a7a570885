import type { TenantTx } from '@souk/db'
import type { By } from '../basics/index.ts'
import { InvalidInput } from '../refusal.ts'
import { insertOptions } from './create-product.ts'
import { planMatrix } from './plan-matrix.ts'
import { indexProducts } from './index-products.ts'
import { readProducts } from './read-products.ts'
import { lockProduct, touchProduct } from './touch-product.ts'
import { insertVariants, PLAIN_VARIANT } from './write-variants.ts'

/** More combinations than this are no longer one product. */
export const VARIANTS_MAX = 300

export type SetOptions = { productId: string; version?: number; options: { name: string; values: string[] }[] }

/**
 * Gives a product its options and makes a variant of every combination. A combination that stays keeps its variant: its
 * id, price, stock and orders. One that goes is archived, because orders and the stock ledger refer to it.
 */
export async function setOptions(
  tx: TenantTx,
  input: SetOptions,
  by: By,
): Promise<{ productId: string; version: number }> {
  checkOptions(input.options)
  await lockProduct(tx, input.productId, input.version)
  const [product] = await readProducts(tx, { ids: [input.productId] })
  const { kept, added, gone } = planMatrix(
    product!.variants,
    input.options.map(({ values }) => values),
  )
  await tx.$executeRaw`delete from product_options where tenant_id = ${tx.tenantId}::uuid and product_id = ${input.productId}::uuid`
  await insertOptions(tx, input.productId, input.options)
  await archiveVariants(tx, gone)
  await placeVariants(tx, kept)
  const model = product!.variants.find(({ status }) => status === 'active')
  const { sku: _, barcode: __, ...like } = { ...PLAIN_VARIANT, ...model }
  await insertVariants(
    tx,
    input.productId,
    added.map((place) => ({ ...like, ...place, sku: null, barcode: null })),
  )
  await indexProducts(tx, [input.productId])
  const changes = { options: [product!.options, input.options], added: added.length, archived: gone.length }
  return touchProduct(tx, input.productId, { action: 'product.options_set', changes }, by)
}

function checkOptions(options: SetOptions['options']): void {
  const repeated = (words: string[]) =>
    words.find((word, index) => words.findIndex((other) => other.toLowerCase() === word.toLowerCase()) < index)
  const name = repeated(options.map((option) => option.name))
  if (name) throw new InvalidInput({ options: `${name} is there twice.` })
  for (const option of options) {
    const value = repeated(option.values)
    if (value) throw new InvalidInput({ options: `${option.name} has ${value} twice.` })
  }
  const combinations = options.reduce((total, { values }) => total * values.length, 1)
  if (combinations > VARIANTS_MAX) {
    throw new InvalidInput({
      options: `These options make ${combinations} variants; a product has at most ${VARIANTS_MAX}.`,
    })
  }
}

async function archiveVariants(tx: TenantTx, variantIds: string[]): Promise<void> {
  await tx.$executeRaw`
    update product_variants set status = 'archived', version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = any(${variantIds}::uuid[]) and status = 'active'`
}

async function placeVariants(
  tx: TenantTx,
  kept: { id: string; optionValues: string[]; position: number }[],
): Promise<void> {
  await tx.$executeRaw`
    update product_variants v set option_values = n."optionValues", position = n.position, status = 'active', updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as n(id uuid, "optionValues" text[], position int)
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = n.id`
}
