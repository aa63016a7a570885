import { Prisma, type TenantTx } from '@souk/db'
import { decidedPrice, listsInForce, ONE_PIECE } from '../../pricing/index.ts'
import type { Filters, Sort } from './schema.ts'
import { availableUnits, isCounted } from './available-units.ts'

/** The products a list is about, as a statement giving `product_id` and `rank` (lower comes first). */
export type Scope = Prisma.Sql

/**
 * The `with` of every list: the active variants in scope, each with the facets it fails. What fails nothing is on the
 * list; what fails only its own facet still counts there, so that every count is what choosing that value would give.
 */
export function facetedVariants(tx: TenantTx, scope: Scope, filters: Filters, customerId: string | null): Prisma.Sql {
  const { options, vendors, tags, availableOnly, priceMinMinor, priceMaxMinor } = filters
  // The options that a variant fails are found for all at once: asked variant by variant, 20,000 of them take minutes.
  const anyChosen = Object.values(options).some((values) => values.length > 0)
  return Prisma.sql`
    with ${listsInForce(tx, customerId)},
    scope as (${scope}),
    wanted as (select key as name, value as values from jsonb_each(${JSON.stringify(chosenOnly(options))}::jsonb)),
    variants as (
      select v.id, v.product_id, coalesce(d.price_minor, v.price_minor) as price_minor, v.option_values, p.title, p.vendor, p.tags, p.created_at, s.rank,
        not ${isCounted} or coalesce(${availableUnits(tx)}, 0) > 0 as sellable
      from scope s
      join products p on p.tenant_id = ${tx.tenantId}::uuid and p.id = s.product_id and p.status = 'active'
      join product_variants v on v.tenant_id = ${tx.tenantId}::uuid and v.product_id = p.id and v.status = 'active'
      left join lateral ${decidedPrice(tx, ONE_PIECE)} d on true),
    choices as materialized (
      select v.id, o.name, v.option_values[o.nth] as value, array_position(o.values, v.option_values[o.nth]) as place
      from variants v
      join (select product_id, name, values, row_number() over (partition by product_id order by position) as nth
            from product_options where tenant_id = ${tx.tenantId}::uuid and product_id in (select product_id from scope)) o
        on o.product_id = v.product_id
      where v.option_values[o.nth] is not null),
    failed as (
      select v.id, array_agg('option:' || w.name) as names from variants v cross join wanted w
      where ${anyChosen} and not exists (
        select from choices c where c.id = v.id and c.name = w.name and w.values ? c.value) group by v.id),
    judged as (
      select v.*, coalesce(f.names, '{}')
        || case when ${vendors.length > 0} and not v.vendor = any(${vendors}::text[]) then array['vendor'] else '{}' end
        || case when ${tags.length > 0} and not v.tags && ${tags}::text[] then array['tag'] else '{}' end
        || case when ${availableOnly} and not v.sellable then array['availability'] else '{}' end
        || case when v.price_minor < coalesce(${priceMinMinor}::bigint, v.price_minor) or v.price_minor > coalesce(${priceMaxMinor}::bigint, v.price_minor)
          then array['price'] else '{}' end as fails
      from variants v left join failed f on f.id = v.id)`
}

const chosenOnly = (options: Filters['options']): Filters['options'] =>
  Object.fromEntries(Object.entries(options).filter(([, values]) => values.length > 0))

/** A fixed order for each sort; the id settles ties, so that no product is on two pages. */
export const ORDERS: Record<Sort, Prisma.Sql> = {
  featured: Prisma.sql`rank, created_at desc, product_id`,
  newest: Prisma.sql`created_at desc, product_id desc`,
  'price-up': Prisma.sql`price_minor, product_id`,
  'price-down': Prisma.sql`price_minor desc, product_id`,
  title: Prisma.sql`lower(title), product_id`,
}
