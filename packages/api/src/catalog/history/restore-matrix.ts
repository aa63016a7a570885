import type { TenantTx } from '@souk/db'
import type { Snapshot } from './flat-fields.ts'

/**
 * Gives a product the options and variants it had: those of the snapshot come back under their own ids, with their stock
 * and their orders; those it did not know are archived.
 */
export async function restoreMatrix(tx: TenantTx, productId: string, snapshot: Snapshot): Promise<void> {
  await tx.$executeRaw`delete from product_options where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid`
  await tx.$executeRaw`
    insert into product_options (tenant_id, product_id, position, name, values)
    select ${tx.tenantId}::uuid, ${productId}::uuid, o.position, o.option ->> 'name',
      array(select jsonb_array_elements_text(o.option -> 'values'))
    from jsonb_array_elements(${JSON.stringify(snapshot.options)}::jsonb) with ordinality as o(option, position)`
  // Two variants may have to trade their combinations, which are unique in a product: first each gets one of its own.
  await tx.$executeRaw`
    update product_variants set option_values = array[id::text]
    where tenant_id = ${tx.tenantId}::uuid and product_id = ${productId}::uuid
      and id = any(${snapshot.variants.map(({ id }) => id)}::uuid[])`
  await tx.$executeRaw`
    update product_variants v set status = 'archived', option_values = case
        when exists (select from jsonb_to_recordset(${shapes(snapshot)}::jsonb) as n(option_values text[]) where n.option_values = v.option_values)
        then array_append(v.option_values, v.id::text) else v.option_values end,
      version = v.version + 1, updated_at = now()
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid
      and v.id <> all(${snapshot.variants.map(({ id }) => id)}::uuid[])`
  await tx.$executeRaw`
    update product_variants v set option_values = n.option_values, position = n.position, status = n.status,
      version = v.version + 1, updated_at = now()
    from jsonb_to_recordset(${shapes(snapshot)}::jsonb) as n(id uuid, option_values text[], position int, status text)
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = ${productId}::uuid and v.id = n.id`
}

const shapes = ({ variants }: Snapshot): string =>
  JSON.stringify(variants.map(({ id, option_values, position, status }) => ({ id, option_values, position, status })))
