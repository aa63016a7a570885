import { Prisma, type TenantTx } from '@souk/db'
import type { ListSpec } from '../basics/index.ts'
import { foundByWords } from './found-by-words.ts'

export type VariantListRow = {
  id: string
  productId: string
  title: string
  optionValues: string[]
  sku: string | null
  barcode: string | null
  fileId: string | null
  priceMinor: bigint
  compareAtMinor: bigint | null
  costMinor: bigint | null
  trackStock: boolean
  onHand: number
  reserved: number
  allocated: number
  available: number
  version: number
}

const inStock = (test: Prisma.Sql) => Prisma.sql`exists (
  select from variant_stock s where s.tenant_id = v.tenant_id and s.variant_id = v.id and ${test})`

/** Counted, and at or below the number from which the shop calls its stock low. */
const LOW = Prisma.sql`(v.track_stock and s.available <= (
  select l.low_stock_at from shop_settings l where l.tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid))`

/** The variants that are sold or may be again, with their stock and prices; a bundle has no stock of its own. */
export const variantsList: ListSpec<VariantListRow> = {
  key: 'variants',
  permission: 'inventory:read',
  from: Prisma.sql`product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id`,
  tenantId: Prisma.sql`v.tenant_id`,
  id: Prisma.sql`v.id`,
  base: Prisma.sql`v.status = 'active' and not v.bundle and p.status <> 'archived'`,
  search: (words) => foundByWords(Prisma.sql`v.tenant_id`, Prisma.sql`v.product_id`, words),
  filters: {
    product: { kind: 'reference', value: Prisma.sql`v.product_id` },
    status: { kind: 'choice', value: Prisma.sql`p.status`, options: ['active', 'draft'] },
    vendor: { kind: 'text', value: Prisma.sql`p.vendor`, nullable: true },
    productType: { kind: 'text', value: Prisma.sql`p.product_type`, nullable: true },
    sku: { kind: 'text', value: Prisma.sql`v.sku`, nullable: true },
    barcode: { kind: 'text', value: Prisma.sql`v.barcode`, nullable: true },
    price: { kind: 'money', value: Prisma.sql`v.price_minor` },
    cost: { kind: 'money', value: Prisma.sql`v.cost_minor`, nullable: true },
    trackStock: { kind: 'boolean', value: Prisma.sql`v.track_stock` },
    available: { kind: 'number', value: Prisma.sql`s.available`, through: inStock },
    low: { kind: 'boolean', value: LOW, through: inStock },
    title: { kind: 'text', value: Prisma.sql`p.title` },
  },
  sorts: {
    id: { value: Prisma.sql`v.id`, type: 'uuid' },
    sku: { value: Prisma.sql`v.sku`, type: 'text', nullable: true },
    price: { value: Prisma.sql`v.price_minor`, type: 'bigint' },
    title: { value: Prisma.sql`p.title`, type: 'text' },
  },
  sort: 'id',
  views: {
    all: { filters: [] },
    low: { filters: [{ key: 'low', op: 'is', values: ['true'] }] },
    out: {
      filters: [
        { key: 'trackStock', op: 'is', values: ['true'] },
        { key: 'available', op: 'lte', values: ['0'] },
      ],
    },
  },
  columns: {
    title: { kind: 'text', value: (row) => row.title },
    variant: { kind: 'text', value: (row) => row.optionValues.join(' / ') },
    sku: { kind: 'text', value: (row) => row.sku },
    barcode: { kind: 'text', value: (row) => row.barcode },
    price: { kind: 'money', value: (row) => row.priceMinor },
    onHand: { kind: 'number', value: (row) => row.onHand },
    reserved: { kind: 'number', value: (row) => row.reserved },
    allocated: { kind: 'number', value: (row) => row.allocated },
    available: { kind: 'number', value: (row) => row.available },
  },
  read: readRows,
}

function readRows(tx: TenantTx, ids: string[]): Promise<VariantListRow[]> {
  return tx.$queryRaw`
    select v.id, p.id as "productId", p.title, v.option_values as "optionValues", v.sku, v.barcode, v.price_minor as "priceMinor",
      v.compare_at_minor as "compareAtMinor", v.cost_minor as "costMinor", v.track_stock as "trackStock", v.version,
      (select i.file_id from product_images i where i.tenant_id = p.tenant_id and i.product_id = p.id and i.status = 'ready'
       order by i.position limit 1) as "fileId",
      coalesce(l.on_hand, 0)::int as "onHand", coalesce(l.reserved, 0)::int as reserved, coalesce(l.allocated, 0)::int as allocated,
      greatest(0, coalesce(l.available, 0))::int as available
    from product_variants v join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    left join lateral (
      select sum(on_hand) as on_hand, sum(reserved) as reserved, sum(allocated) as allocated,
        sum(on_hand - allocated - reserved - safety_stock) as available
      from stock_levels where tenant_id = v.tenant_id and variant_id = v.id) l on true
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = any(${ids}::uuid[])`
}
