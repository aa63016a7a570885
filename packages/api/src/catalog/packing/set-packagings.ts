import type { TenantTx } from '@souk/db'
import type { z } from 'zod'
import type { By } from '../../basics/index.ts'
import { InvalidInput, NotFound, type FieldErrors } from '../../refusal.ts'
import { gtinFault } from '../labels/gtin.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import type { packagings } from './schema.ts'

type Packagings = z.infer<typeof packagings>

/**
 * Says how a variant is packed. Two packings of one kind differ by their quantity; a piece for itself is one; a barcode means
 * one packing of one variant, or a scan would have two answers. InvalidInput names each row that is wrong.
 */
export async function setPackagings(
  tx: TenantTx,
  input: Packagings,
  by: By,
): Promise<{ productId: string; version: number }> {
  const { productId, variantId } = input
  await lockProduct(tx, productId, input.version)
  const variant = await tx.productVariant.findFirst({ where: { tenantId: tx.tenantId, id: variantId, productId } })
  if (!variant) throw new NotFound('variant')
  const errors = { ...(await takenBarcodes(tx, input)), ...faultsOf(input.packagings) }
  if (Object.keys(errors).length > 0) throw new InvalidInput(errors)
  await tx.packaging.deleteMany({ where: { tenantId: tx.tenantId, variantId } })
  await tx.packaging.createMany({ data: input.packagings.map((one) => ({ tenantId: tx.tenantId, variantId, ...one })) })
  const changes = { packagings: input.packagings.map(({ kind, quantity }) => `${kind} ${quantity}`).join(', ') }
  return touchProduct(tx, productId, { action: 'product.packagings_set', changes }, by)
}

function faultsOf(rows: Packagings['packagings']): FieldErrors {
  const errors: FieldErrors = {}
  rows.forEach(({ kind, quantity, barcode }, at) => {
    const before = rows.slice(0, at)
    if (before.some((row) => row.kind === kind && row.quantity === quantity))
      errors[`packagings.${at}.quantity`] = 'There is such a packaging already.'
    if (kind === 'each' && quantity !== 1) errors[`packagings.${at}.quantity`] = 'A single piece is one.'
    const fault = barcode ? gtinFault(barcode) : null
    if (fault) errors[`packagings.${at}.barcode`] = fault
    else if (barcode && before.some((row) => row.barcode === barcode))
      errors[`packagings.${at}.barcode`] = 'Another packaging here has this barcode.'
  })
  return errors
}

/** Barcodes that mean something else in this shop already: another variant, or another variant's packaging. */
async function takenBarcodes(tx: TenantTx, { variantId, packagings: rows }: Packagings): Promise<FieldErrors> {
  const codes = rows.map(({ barcode }) => barcode).filter(Boolean)
  if (codes.length === 0) return {}
  const taken = await tx.$queryRaw<{ barcode: string; title: string; eachToo: boolean }[]>`
    select c.barcode, p.title, c.variant_id = ${variantId}::uuid as "eachToo" from (
      select barcode, id as variant_id from product_variants
        where tenant_id = ${tx.tenantId}::uuid and barcode = any(${codes}::text[]) and status <> 'archived'
      union all
      select barcode, variant_id from packagings
        where tenant_id = ${tx.tenantId}::uuid and barcode = any(${codes}::text[]) and variant_id <> ${variantId}::uuid) c
    join product_variants v on v.tenant_id = ${tx.tenantId}::uuid and v.id = c.variant_id
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id`
  return Object.fromEntries(
    rows.flatMap(({ barcode, kind }, at) => {
      // A packaging of a single piece may bear the piece's own barcode.
      const other = taken.find((row) => row.barcode === barcode && !(row.eachToo && kind === 'each'))
      return other ? [[`packagings.${at}.barcode`, `${other.title} has this barcode already.`]] : []
    }),
  )
}
