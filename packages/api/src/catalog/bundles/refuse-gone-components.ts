import type { TenantTx } from '@souk/db'
import { Refusal } from '../../refusal.ts'

/** What a bundle on sale is made of cannot leave the catalogue before the bundle does. */
class ComponentInUse extends Refusal {
  constructor(rows: { component: string; bundle: string }[]) {
    const [first] = rows
    const more = rows.length > 1 ? ` and ${rows.length - 1} more` : ''
    const words = `${first!.component} is part of the bundle ${first!.bundle}${more}. Take it out of there first, or archive the bundle.`
    super(409, 'component_in_use', words, { detail: rows })
  }
}

/**
 * Asked after products were written, on their locked rows: throws when one of them, or a variant of one, is archived now and
 * still part of a bundle that is on sale. Every way of changing products ends here: a form, a bulk action, an import.
 */
export async function refuseGoneComponents(tx: TenantTx, productIds: string[]): Promise<void> {
  const rows = await tx.$queryRaw<{ component: string; bundle: string }[]>`
    select distinct p.title as component, bp.title as bundle
    from products p
    join product_variants v on v.tenant_id = p.tenant_id and v.product_id = p.id
    join bundle_components b on b.tenant_id = v.tenant_id and b.component_variant_id = v.id
    join product_variants bv on bv.tenant_id = b.tenant_id and bv.id = b.bundle_variant_id and bv.status = 'active'
    join products bp on bp.tenant_id = bv.tenant_id and bp.id = bv.product_id and bp.status = 'active'
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${productIds}::uuid[]) and (p.status = 'archived' or v.status = 'archived')
    order by 1, 2`
  if (rows.length > 0) throw new ComponentInUse(rows)
}
