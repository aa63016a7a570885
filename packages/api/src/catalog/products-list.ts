import { Prisma, type TenantTx } from '@souk/db'
import { contains, type ListSpec } from '../basics/index.ts'
import { foundByWords } from './found-by-words.ts'
import { organisationFilters } from './organisation-filters.ts'

export type ProductListRow = {
  id: string
  handle: string
  title: string
  status: 'draft' | 'active' | 'archived'
  vendor: string
  productType: string
  tags: string[]
  updatedAt: Date
  createdAt: Date
  fileId: string | null
  picturesMissing: number
  variants: number
  /** Units that can be sold, over all variants whose stock is counted; null when none is. */
  available: number | null
  priceFromMinor: bigint | null
  priceToMinor: bigint | null
}

const ofVariant = (test: Prisma.Sql) => Prisma.sql`exists (
  select from product_variants v where v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active' and ${test})`

/** Products. Sold out is one of which something is counted and nothing of that is left. */
export const productsList: ListSpec<ProductListRow> = {
  key: 'products',
  permission: 'catalog:read',
  from: Prisma.sql`products p`,
  tenantId: Prisma.sql`p.tenant_id`,
  id: Prisma.sql`p.id`,
  base: Prisma.sql`p.purged_at is null`,
  search: (words) => foundByWords(Prisma.sql`p.tenant_id`, Prisma.sql`p.id`, words),
  filters: {
    status: { kind: 'choice', value: Prisma.sql`p.status`, options: ['active', 'draft', 'archived'] },
    trashed: { kind: 'boolean', value: Prisma.sql`(p.trashed_at is not null)` },
    vendor: { kind: 'text', value: Prisma.sql`p.vendor`, nullable: true },
    productType: { kind: 'text', value: Prisma.sql`p.product_type`, nullable: true },
    title: { kind: 'text', value: Prisma.sql`p.title` },
    tag: {
      kind: 'text',
      value: Prisma.sql`t.tag`,
      nullable: true,
      through: (test) => Prisma.sql`exists (select from unnest(p.tags) as t(tag) where ${test})`,
      hint: (words) => contains(Prisma.sql`array_to_string(p.tags, chr(31))`, words),
    },
    collection: {
      kind: 'reference',
      value: Prisma.sql`cp.collection_id`,
      nullable: true,
      through: (test) => Prisma.sql`exists (
        select from collection_products cp where cp.tenant_id = p.tenant_id and cp.product_id = p.id and ${test})`,
    },
    price: { kind: 'money', value: Prisma.sql`v.price_minor`, through: ofVariant },
    sku: { kind: 'text', value: Prisma.sql`v.sku`, nullable: true, through: ofVariant },
    soldOut: {
      kind: 'boolean',
      value: Prisma.sql`s.sold_out`,
      through: (test) =>
        Prisma.sql`exists (
        select from product_stock s where s.tenant_id = p.tenant_id and s.product_id = p.id and ${test})`,
    },
    ...organisationFilters,
    // When a change that waits for its moment comes.
    scheduledFor: {
      kind: 'date',
      value: Prisma.sql`r.publish_at`,
      nullable: true,
      through: (test) => Prisma.sql`p.id in (
        select r.product_id from product_revisions r where r.tenant_id = p.tenant_id and r.status = 'scheduled' and ${test})`,
    },
    createdAt: { kind: 'date', value: Prisma.sql`p.created_at` },
    updatedAt: { kind: 'date', value: Prisma.sql`p.updated_at` },
  },
  sorts: {
    updatedAt: { value: Prisma.sql`p.updated_at`, type: 'timestamptz' },
    createdAt: { value: Prisma.sql`p.created_at`, type: 'timestamptz' },
    title: { value: Prisma.sql`p.title`, type: 'text' },
    vendor: { value: Prisma.sql`p.vendor`, type: 'text' },
    productType: { value: Prisma.sql`p.product_type`, type: 'text' },
    status: { value: Prisma.sql`p.status`, type: 'text' },
    quality: { value: Prisma.sql`p.quality_score`, type: 'int', nullable: true },
  },
  sort: '-updatedAt',
  views: {
    all: { filters: [{ key: 'status', op: 'in', values: ['active', 'draft'] }] },
    active: { filters: [{ key: 'status', op: 'is', values: ['active'] }] },
    draft: { filters: [{ key: 'status', op: 'is', values: ['draft'] }] },
    archived: {
      filters: [
        { key: 'status', op: 'is', values: ['archived'] },
        { key: 'trashed', op: 'is', values: ['false'] },
      ],
    },
    out: {
      filters: [
        { key: 'status', op: 'is', values: ['active'] },
        { key: 'soldOut', op: 'is', values: ['true'] },
      ],
    },
    trash: { filters: [{ key: 'trashed', op: 'is', values: ['true'] }] },
  },
  columns: {
    title: { kind: 'text', value: (row) => row.title },
    handle: { kind: 'text', value: (row) => row.handle },
    status: { kind: 'text', value: (row) => row.status },
    available: { kind: 'number', value: (row) => row.available },
    variants: { kind: 'number', value: (row) => row.variants },
    priceFrom: { kind: 'money', value: (row) => row.priceFromMinor },
    priceTo: { kind: 'money', value: (row) => row.priceToMinor },
    productType: { kind: 'text', value: (row) => row.productType },
    vendor: { kind: 'text', value: (row) => row.vendor },
    tags: { kind: 'text', value: (row) => row.tags.join(', ') },
    createdAt: { kind: 'date', value: (row) => row.createdAt },
    updatedAt: { kind: 'date', value: (row) => row.updatedAt },
  },
  read: readRows,
}

function readRows(tx: TenantTx, ids: string[]): Promise<ProductListRow[]> {
  return tx.$queryRaw`
    select p.id, p.handle, p.title, p.status, p.vendor, p.product_type as "productType", p.tags, p.updated_at as "updatedAt",
      p.created_at as "createdAt", i.file_id as "fileId", coalesce(m.missing, 0)::int as "picturesMissing",
      s.variants::int as variants, case when s.counted > 0 then coalesce(s.available, 0)::int end as available,
      s.price_from as "priceFromMinor", s.price_to as "priceToMinor"
    from products p
    left join lateral (
      select file_id from product_images where tenant_id = p.tenant_id and product_id = p.id and status = 'ready'
      order by position, id limit 1) i on true
    left join lateral (
      select count(*) as missing from product_images
      where tenant_id = p.tenant_id and product_id = p.id and status = 'missing') m on true
    left join lateral (
      select count(*) as variants, count(*) filter (where c.counted) as counted, min(v.price_minor) as price_from,
        max(v.price_minor) as price_to, sum(greatest(0, a.available)) filter (where c.counted) as available
      from product_variants v
      left join variant_stock a on a.tenant_id = v.tenant_id and a.variant_id = v.id
      left join lateral (select case when v.bundle then a.available is not null else v.track_stock end as counted) c on true
      where v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active') s on true
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${ids}::uuid[])`
}
