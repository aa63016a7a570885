import type pg from 'pg'

/** A record of each kind of a shop, as the parameters of addresses take them. */
export async function recordsOf(superuser: pg.Client, slug: string): Promise<Record<string, string>> {
  const { rows } = await superuser.query<Record<string, string>>(
    `select t.id as tenant,
       (select id from orders where tenant_id = t.id order by id limit 1) as orders,
       (select public_token from orders where tenant_id = t.id order by id limit 1) as token,
       (select id from products where tenant_id = t.id and status = 'active' order by id limit 1) as products,
       (select handle from products where tenant_id = t.id and status = 'active' order by id limit 1) as product,
       (select id from collections where tenant_id = t.id order by id limit 1) as collections,
       (select handle from collections where tenant_id = t.id order by id limit 1) as collection,
       (select id from complaints where tenant_id = t.id order by id limit 1) as complaints,
       (select id from customers where tenant_id = t.id order by id limit 1) as customers,
       (select id from stored_files where tenant_id = t.id and purpose = 'product' order by id limit 1) as media,
       (select id from brands where tenant_id = t.id order by id limit 1) as brands,
       (select id from product_variants where tenant_id = t.id order by id limit 1) as inventory
     from tenants t where t.slug = $1`,
    [slug],
  )
  return rows[0]!
}

/** What stands in the place of a parameter of a route: `[id]` below `/orders` becomes an order of the shop. */
export function recordFor(records: Record<string, string>, route: string, name: string): string {
  if (name === 'token') return records.token!
  if (name === 'handle') return route.includes('/collections/') ? records.collection! : records.product!
  if (name === 'records') return 'brands'
  if (name === 'kind') return 'product'
  if (name === 'policy') return 'returns'
  if (route.includes('[records')) return records.brands!
  const kind = /\/([\w-]+)\/\[id\]/.exec(route)?.[1]
  return (kind && records[kind]) || records.products!
}
