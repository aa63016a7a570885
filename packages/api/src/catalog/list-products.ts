import { Prisma, type TenantTx } from '@souk/db'

export type ProductRow = {
  id: string
  handle: string
  title: string
  status: 'draft' | 'active' | 'archived'
  vendor: string
  productType: string
  updatedAt: Date
  fileId: string | null
  picturesMissing: number
  variants: number
  /** Units that can be sold, over all variants whose stock is counted; null when none is. */
  available: number | null
  priceFromMinor: bigint | null
  priceToMinor: bigint | null
  cursor: string
}

export type ListProducts = {
  view: 'all' | 'active' | 'draft' | 'archived' | 'out'
  words: string[]
  sort: 'updated' | 'oldest' | 'created'
  /** Of the last row shown; absent for the first page. */
  after?: { at: string; id: string } | undefined
  limit: number
}

/** A page of products with their numbers, in one statement on an index of (status, time, id). */
export async function listProducts(tx: TenantTx, input: ListProducts): Promise<ProductRow[]> {
  const at = input.sort === 'created' ? Prisma.sql`p.created_at` : Prisma.sql`p.updated_at`
  const ascending = input.sort === 'oldest'
  const direction = ascending ? Prisma.sql`asc` : Prisma.sql`desc`
  const past = ascending ? Prisma.sql`>` : Prisma.sql`<`
  const cursor = input.after
    ? Prisma.sql`and (${at}, p.id) ${past} (${input.after.at}::timestamptz, ${input.after.id}::uuid)`
    : Prisma.empty
  const status =
    input.view === 'all'
      ? Prisma.sql`p.status in ('active', 'draft')`
      : Prisma.sql`p.status = ${input.view === 'out' ? 'active' : input.view}`
  const out = input.view === 'out' ? Prisma.sql`and s.counted > 0 and s.available <= 0` : Prisma.empty
  return tx.$queryRaw`
    select p.id, p.handle, p.title, p.status, p.vendor, p.product_type as "productType", p.updated_at as "updatedAt",
      i.file_id as "fileId", coalesce(m.missing, 0)::int as "picturesMissing", s.variants::int as variants,
      case when s.counted > 0 then greatest(0, s.available)::int end as available,
      s.price_from as "priceFromMinor", s.price_to as "priceToMinor", ${at}::text as cursor
    from products p
    left join lateral (
      select file_id from product_images where tenant_id = p.tenant_id and product_id = p.id and status = 'ready'
      order by position, id limit 1) i on true
    left join lateral (
      select count(*) as missing from product_images
      where tenant_id = p.tenant_id and product_id = p.id and status = 'missing') m on true
    left join lateral (
      select count(*) as variants, count(*) filter (where v.track_stock) as counted, min(v.price_minor) as price_from,
        max(v.price_minor) as price_to, sum(l.available) filter (where v.track_stock) as available
      from product_variants v left join lateral (
        select sum(on_hand - allocated - reserved - safety_stock) as available from stock_levels
        where tenant_id = v.tenant_id and variant_id = v.id) l on true
      where v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active') s on true
    where p.tenant_id = ${tx.tenantId}::uuid and p.trashed_at is null and ${status} ${out} ${cursor}
      and not exists (
        select 1 from unnest(${input.words}::text[]) as w(word) where not exists (
          select 1 from product_terms t
          where t.tenant_id = p.tenant_id and t.product_id = p.id and starts_with(t.term, w.word collate "C")))
    order by ${at} ${direction}, p.id ${direction} limit ${input.limit}`
}

/** How many products each view holds. */
export async function countProducts(tx: TenantTx): Promise<Record<'all' | 'active' | 'draft' | 'archived', number>> {
  const rows = await tx.$queryRaw<{ status: string; count: number }[]>`
    select status, count(*)::int as count from products
    where tenant_id = ${tx.tenantId}::uuid and trashed_at is null group by status`
  const of = (status: string) => rows.find((row) => row.status === status)?.count ?? 0
  return { all: of('active') + of('draft'), active: of('active'), draft: of('draft'), archived: of('archived') }
}
