import type pg from 'pg'

const OF_KIND = {
  orders: "select id from orders where tenant_id = $1 and payment_status = 'paid' order by number limit 1",
  products: "select id from products where tenant_id = $1 and status = 'active' order by title limit 1",
  collections: 'select id from collections where tenant_id = $1 order by id limit 1',
  complaints: 'select id from complaints where tenant_id = $1 order by id limit 1',
  customers: 'select id from customers where tenant_id = $1 order by id limit 1',
  inventory: 'select id from product_variants where tenant_id = $1 order by id limit 1',
  media: "select id from stored_files where tenant_id = $1 and purpose = 'product' order by id limit 1",
  brands: 'select id from brands where tenant_id = $1 order by id limit 1',
  attributes: 'select id from attributes where tenant_id = $1 order by id limit 1',
  prices: 'select id from price_lists where tenant_id = $1 order by id limit 1',
  'customer-groups': 'select id from customer_groups where tenant_id = $1 order by id limit 1',
  imports: 'select id from imports where tenant_id = $1 order by id limit 1',
  runs: 'select id from bulk_runs where tenant_id = $1 order by id limit 1',
} as const

/** The id of one record of each kind that the back office has a page for; a kind without a record is missing here. */
export async function officeRecords(superuser: pg.Client, slug: string): Promise<Record<string, string>> {
  const { rows } = await superuser.query<{ id: string }>('select id from tenants where slug = $1', [slug])
  const ids: Record<string, string> = {}
  for (const [kind, statement] of Object.entries(OF_KIND)) {
    const found = await superuser.query<{ id: string }>(statement, [rows[0]!.id])
    if (found.rows[0]) ids[kind] = found.rows[0].id
  }
  return ids
}
