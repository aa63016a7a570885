import type { TenantTx } from '@souk/db'
import type { z } from 'zod'
import type { By } from '../../basics/index.ts'
import { NotFound, Refusal } from '../../refusal.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import type { digitalInput } from './schema.ts'

class DigitalRefused extends Refusal {
  constructor(sentence: string) {
    super(409, 'digital_refused', sentence)
  }
}

type State = {
  bundle: boolean
  part: boolean
  digital: boolean
  sellsKeys: boolean
  units: boolean
  keys: boolean
  files: boolean
}

/**
 * Makes a variant a digital good, changes how it is handed out, or makes it a thing again. Orders keep the terms they were
 * sold under. Throws DigitalRefused when units on the shelf, keys or files would be lost from sight.
 */
export async function saveDigital(
  tx: TenantTx,
  input: z.infer<typeof digitalInput>,
  by: By,
): Promise<{ productId: string; version: number }> {
  const { productId, variantId, digital } = input
  await lockProduct(tx, productId)
  const state = await readState(tx, productId, variantId)
  const sellsKeys = digital && input.sellsKeys
  check(state, { digital, sellsKeys })
  if (digital) {
    await tx.$executeRaw`
      insert into digital_goods as g (tenant_id, variant_id, sells_keys, downloads_max, valid_days)
      values (${tx.tenantId}::uuid, ${variantId}::uuid, ${sellsKeys}, ${input.downloadsMax}, ${input.validDays})
      on conflict (tenant_id, variant_id) do update set sells_keys = excluded.sells_keys, downloads_max = excluded.downloads_max,
        valid_days = excluded.valid_days`
  } else await tx.digitalGood.deleteMany({ where: { tenantId: tx.tenantId, variantId } })
  await tx.$executeRaw`
    update product_variants set requires_shipping = ${!digital}, version = version + 1, updated_at = now(),
      track_stock = case when ${digital} then ${sellsKeys} else track_stock end
    where tenant_id = ${tx.tenantId}::uuid and id = ${variantId}::uuid`
  await tx.$executeRaw`
    update products p set kind = case when exists (
        select from digital_goods g join product_variants v on v.tenant_id = g.tenant_id and v.id = g.variant_id
        where g.tenant_id = ${tx.tenantId}::uuid and v.product_id = p.id) then 'digital' else 'simple' end
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = ${productId}::uuid and p.kind <> 'bundle'`
  const told = digital ? `${sellsKeys ? 'keys, ' : ''}${input.downloadsMax} downloads, ${input.validDays} days` : null
  return touchProduct(tx, productId, { action: 'product.digital_saved', changes: { digital: told } }, by)
}

async function readState(tx: TenantTx, productId: string, variantId: string): Promise<State> {
  const rows = await tx.$queryRaw<State[]>`
    select v.bundle, g.variant_id is not null as digital, coalesce(g.sells_keys, false) as "sellsKeys",
      exists (select from bundle_components b where b.tenant_id = v.tenant_id and b.component_variant_id = v.id) as part,
      exists (select from stock_levels l where l.tenant_id = v.tenant_id and l.variant_id = v.id
        and (l.on_hand > 0 or l.reserved > 0 or l.allocated > 0)) as units,
      exists (select from license_keys k where k.tenant_id = v.tenant_id and k.variant_id = v.id) as keys,
      exists (select from digital_files f where f.tenant_id = v.tenant_id and f.variant_id = v.id) as files
    from product_variants v left join digital_goods g on g.tenant_id = v.tenant_id and g.variant_id = v.id
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid and v.id = ${variantId}::uuid
    for update of v`
  if (!rows[0]) throw new NotFound('variant')
  return rows[0]
}

function check(state: State, wanted: { digital: boolean; sellsKeys: boolean }): void {
  if (wanted.digital && (state.bundle || state.part))
    throw new DigitalRefused('A bundle and its parts leave in parcels. A digital good is sold by itself.')
  if (wanted.digital && state.units && wanted.sellsKeys !== state.sellsKeys)
    throw new DigitalRefused(
      state.sellsKeys
        ? 'Keys of this variant are still unused or claimed by orders. It sells keys until they are given.'
        : 'This variant has stock. Count it down to zero, and let its open orders leave, before it is sold digitally.',
    )
  if (wanted.digital && state.units && !state.digital)
    throw new DigitalRefused(
      'This variant has stock. Count it down to zero, and let its open orders leave, before it is sold digitally.',
    )
  if (!wanted.digital && (state.keys || state.files))
    throw new DigitalRefused(
      state.files
        ? 'Remove its files before it becomes a thing that is shipped.'
        : 'It has sold keys, which stay with it. Make another variant for what is shipped.',
    )
}
