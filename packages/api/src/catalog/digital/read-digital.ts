import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'

export type DigitalVariant = {
  id: string
  title: string
  /** Null: it is a thing that is shipped. */
  digital: { sellsKeys: boolean; downloadsMax: number; validDays: number } | null
  files: { id: string; title: string; bytes: number }[]
  keys: { unused: number; given: number; owed: number }
}

/** How each variant of a product is handed out. Of keys there are only numbers: none is shown again after it was added. */
export async function readDigital(
  tx: TenantTx,
  productId: string,
): Promise<{ kind: string; variants: DigitalVariant[] }> {
  const rows = await tx.$queryRaw<{ kind: string; variants: DigitalVariant[] }[]>`
    select p.kind, (
      select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'title', array_to_string(v.option_values, ' / '),
        'digital', case when g.variant_id is not null then
          jsonb_build_object('sellsKeys', g.sells_keys, 'downloadsMax', g.downloads_max, 'validDays', g.valid_days) end,
        'files', (select coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'title', f.title, 'bytes', s.bytes) order by f.id), '[]')
          from digital_files f join stored_files s on s.tenant_id = f.tenant_id and s.id = f.file_id
          where f.tenant_id = v.tenant_id and f.variant_id = v.id),
        'keys', (select jsonb_build_object('unused', count(*) filter (where k.order_line_id is null),
            'given', count(*) filter (where k.order_line_id is not null),
            'owed', (select count(*) from digital_deliveries d
              where d.tenant_id = v.tenant_id and d.variant_id = v.id and d.owed_since is not null))
          from license_keys k where k.tenant_id = v.tenant_id and k.variant_id = v.id)) order by v.position, v.id), '[]')
      from product_variants v left join digital_goods g on g.tenant_id = v.tenant_id and g.variant_id = v.id
      where v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active') as variants
    from products p where p.tenant_id = ${tx.tenantId}::uuid and p.id = ${productId}::uuid`
  if (!rows[0]) throw new NotFound('product')
  return rows[0]
}
