import type { TenantTx } from '@souk/db'
import type { z } from 'zod'
import type { By } from '../../basics/index.ts'
import { InvalidInput, NotFound, type FieldErrors } from '../../refusal.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import { knownUnits } from './known-units.ts'
import type { variantSizes } from './schema.ts'

type Sizes = z.infer<typeof variantSizes>

/** Says what one piece of each variant holds, for its unit price, and how large it is. */
export async function saveSizes(tx: TenantTx, input: Sizes, by: By): Promise<{ productId: string; version: number }> {
  const { productId, variants } = input
  await lockProduct(tx, productId, input.version)
  await checkContents(tx, variants)
  const found = await tx.$executeRaw`
    update product_variants v set content_quantity = n."contentQuantity", content_unit = n."contentUnit", length_mm = n."lengthMm",
      width_mm = n."widthMm", height_mm = n."heightMm", version = v.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(variants)}::jsonb) as n(id uuid, "contentQuantity" numeric, "contentUnit" text,
      "lengthMm" int, "widthMm" int, "heightMm" int)
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid and v.id = n.id`
  if (found !== variants.length) throw new NotFound('variant')
  return touchProduct(tx, productId, { action: 'product.sizes_saved', changes: { variants: found } }, by)
}

async function checkContents(tx: TenantTx, variants: Sizes['variants']): Promise<void> {
  const units = new Set((await knownUnits(tx)).map(({ key }) => key))
  const errors: FieldErrors = {}
  for (const { id, contentQuantity, contentUnit } of variants) {
    if (contentUnit !== null && !units.has(contentUnit)) errors[`unit:${id}`] = 'There is no such unit.'
    else if (contentQuantity !== null && contentUnit === null) errors[`unit:${id}`] = 'Say in which unit.'
    else if (contentQuantity === null && contentUnit !== null) errors[`content:${id}`] = 'Say how much.'
  }
  if (Object.keys(errors).length > 0) throw new InvalidInput(errors)
}
