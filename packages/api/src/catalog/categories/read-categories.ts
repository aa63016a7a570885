import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'

export type CategoryRow = {
  id: string
  parentId: string | null
  name: string
  handle: string
  version: number
  position: number
  depth: number
  children: number
  /** Of the category and everything under it. */
  products: number
}

const ROW = Prisma.sql`
  c.id, c.parent_id as "parentId", c.name, c.handle, c.version, c.position, cardinality(c.path)::int as depth,
  (select count(*)::int from categories k where k.tenant_id = c.tenant_id and k.parent_id = c.id) as children,
  coalesce(t.products, 0)::int as products`

/** The products of each subtree: each category's own count is added to all it stands under. */
const totals = (tenantId: string) => Prisma.sql`
  totals as (
    select a.id, sum(own.count) as products
    from (select category_id, count(*) as count from products
      where tenant_id = ${tenantId}::uuid and category_id is not null and status <> 'archived' group by 1) own
    join categories d on d.tenant_id = ${tenantId}::uuid and d.id = own.category_id, lateral unnest(d.path) as a(id)
    group by 1)`

/** The top of the tree and what stands under the opened categories, at most `show` in each place; two more statements would not be one picture. */
export async function readTree(tx: TenantTx, input: { open: string[]; show: number }): Promise<CategoryRow[]> {
  return tx.$queryRaw`
    with ${totals(tx.tenantId)}
    select ${ROW} from (
      select *, row_number() over (partition by parent_id order by position, id) as place from categories
      where tenant_id = ${tx.tenantId}::uuid and (parent_id is null or parent_id = any(${input.open}::uuid[]))) c
    left join totals t on t.id = c.id
    where c.tenant_id = ${tx.tenantId}::uuid and c.place <= ${input.show}
    order by c.parent_id nulls first, c.position, c.id`
}

export type FoundCategory = { id: string; name: string; path: { id: string; name: string }[]; products: number }

/** Categories by a part of their name, each with the way down to it. `ids` asks for these alone. */
export async function findCategories(
  tx: TenantTx,
  input: { q?: string; ids?: string[]; limit: number },
): Promise<FoundCategory[]> {
  return tx.$queryRaw`
    with ${totals(tx.tenantId)}
    select c.id, c.name, coalesce(t.products, 0)::int as products, (
      select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name) order by w.place)
      from unnest(c.path) with ordinality as w(id, place) join categories a on a.tenant_id = c.tenant_id and a.id = w.id) as path
    from categories c left join totals t on t.id = c.id
    where c.tenant_id = ${tx.tenantId}::uuid and position(lower(${input.q ?? ''}::text) in lower(c.name)) > 0
      and (${input.ids ?? null}::uuid[] is null or c.id = any(${input.ids ?? null}::uuid[]))
    order by cardinality(c.path), c.name, c.id limit ${input.limit}`
}

/** A category with the way down to it, for its breadcrumb. Throws NotFound. */
export async function getCategory(tx: TenantTx, categoryId: string): Promise<FoundCategory> {
  const [found] = await findCategories(tx, { ids: [categoryId], limit: 1 })
  if (!found) throw new NotFound('category')
  return found
}
