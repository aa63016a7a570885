import type { TenantTx } from '@souk/db'
import { decidedPrice, listsInForce, ONE_PIECE, priceBefore } from '../../pricing/index.ts'
import { availableUnits, isCounted } from './available-units.ts'

export type CardPicture = {
  fileId: string
  filename: string
  alt: string
  width: number
  height: number
  /** The point that stays in sight when the picture is cropped, such as 50% 20%. */
  focus?: string
  thumbhash?: string | null
}

/** A product as a list shows it. Prices are of its active variants, in minor units. */
export type ProductCard = {
  id: string
  handle: string
  title: string
  vendor: string
  priceMinor: bigint
  priceMaxMinor: bigint
  compareAtMinor: bigint | null
  /** Units of all variants together; null when at least one sells without a count. */
  available: number | null
  variants: number
  /** The first option and how many values of it there are, such as Colour and 3. */
  choice: { name: string; count: number } | null
  picture: CardPicture | null
  second: CardPicture | null
}

/** The cards of active products with a customer's prices (null: a guest's), in the order of the ids; what is not for sale is left out. */
export async function listCards(tx: TenantTx, ids: string[], customerId: string | null): Promise<ProductCard[]> {
  if (ids.length === 0) return []
  return tx.$queryRaw`
    with ${listsInForce(tx, customerId)},
    units as (
      select v.product_id, coalesce(d.price_minor, v.price_minor) as price_minor, ${priceBefore} as compare_at_minor, ${isCounted} as counted, ${availableUnits(tx)} as units
      from product_variants v left join lateral ${decidedPrice(tx, ONE_PIECE)} d on true
      where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = any(${ids}::uuid[]) and v.status = 'active'),
    sold as (
      select product_id, min(price_minor) as price_minor, max(price_minor) as price_max_minor, count(*)::int as variants,
        (array_agg(compare_at_minor order by price_minor, compare_at_minor desc nulls last))[1] as compare_at_minor,
        case when bool_and(counted) then sum(units)::int end as available
      from units group by product_id),
    pictured as (
      select i.product_id, array_agg(jsonb_build_object('fileId', f.id, 'filename', f.filename, 'alt', coalesce(nullif(i.alt, ''), f.alt),
        'focus', f.focus_x || '% ' || f.focus_y || '%', 'thumbhash', f.thumbhash, 'width', coalesce(f.width, 4), 'height', coalesce(f.height, 5)) order by i.position, i.id) as pictures
      from product_images i join stored_files f on f.tenant_id = i.tenant_id and f.id = i.file_id
      where i.tenant_id = ${tx.tenantId}::uuid and i.product_id = any(${ids}::uuid[]) and i.status = 'ready'
      group by i.product_id)
    select p.id, p.handle, p.title, p.vendor, s.price_minor as "priceMinor", s.price_max_minor as "priceMaxMinor",
      s.compare_at_minor as "compareAtMinor", s.available, s.variants, i.pictures[1] as picture, i.pictures[2] as second,
      (select jsonb_build_object('name', o.name, 'count', cardinality(o.values)) from product_options o
       where o.tenant_id = p.tenant_id and o.product_id = p.id and cardinality(o.values) > 1 order by o.position limit 1) as choice
    from products p
    join sold s on s.product_id = p.id
    left join pictured i on i.product_id = p.id
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${ids}::uuid[]) and p.status = 'active'
    order by array_position(${ids}::uuid[], p.id)`
}
