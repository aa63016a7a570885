import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import { foundByWords } from '../found-by-words.ts'

export type MediaRow = {
  id: string
  filename: string
  mime: string
  bytes: number
  width: number
  height: number
  alt: string
  focusX: number
  focusY: number
  thumbhash: string | null
  createdAt: Date
  /** How many products and collections show it, and the shop's own pages. */
  uses: number
  cursor: string
}

export type MediaView = 'all' | 'undescribed' | 'unused'
export type ListMedia = { q: string; view: MediaView; after?: { at: string; id: string } | undefined; limit: number }

const COLUMNS = Prisma.sql`f.id, f.filename, f.mime, f.bytes, coalesce(f.width, 1) as width, coalesce(f.height, 1) as height, f.alt,
  f.focus_x as "focusX", f.focus_y as "focusY", f.thumbhash, f.created_at as "createdAt", f.created_at::text as cursor`

/** Pictures of the storefront; what shoppers and imports sent is no part of the library. */
const IN_LIBRARY = Prisma.sql`f.purpose in ('product', 'collection', 'shop')`

const USES = Prisma.sql`(
  (select count(distinct i.product_id) from product_images i where i.tenant_id = f.tenant_id and i.file_id = f.id)
  + (select count(*) from collections c where c.tenant_id = f.tenant_id and c.image_file_id = f.id)
  + (select count(*) from shop_settings s where s.tenant_id = f.tenant_id and s.theme::text like '%' || f.id || '%'))::int`

/** A page of the library, the newest first. Words are looked for in names and texts of pictures, and of the products that show them. */
export async function listMedia(tx: TenantTx, input: ListMedia): Promise<MediaRow[]> {
  const past = input.after
    ? Prisma.sql`and (f.created_at, f.id) < (${input.after.at}::timestamptz, ${input.after.id}::uuid)`
    : Prisma.empty
  return tx.$queryRaw`
    with page as (
      select f.* from stored_files f
      where f.tenant_id = ${tx.tenantId}::uuid and ${IN_LIBRARY} and ${viewOf(input.view)} and ${found(input.q)} ${past}
      order by f.created_at desc, f.id desc limit ${input.limit})
    select ${COLUMNS}, ${USES} as uses from page f where f.tenant_id = ${tx.tenantId}::uuid order by f.created_at desc, f.id desc`
}

/** How many pictures each view holds. */
export async function countMedia(tx: TenantTx): Promise<Record<MediaView, number>> {
  const rows = await tx.$queryRaw<Record<MediaView, number>[]>`
    select count(*)::int as all, count(*) filter (where ${viewOf('undescribed')})::int as undescribed,
      count(*) filter (where ${viewOf('unused')})::int as unused
    from stored_files f where f.tenant_id = ${tx.tenantId}::uuid and ${IN_LIBRARY}`
  return rows[0]!
}

function viewOf(view: MediaView): Prisma.Sql {
  if (view === 'undescribed')
    return Prisma.sql`(f.alt = '' and not exists (
      select from product_images i where i.tenant_id = f.tenant_id and i.file_id = f.id and i.alt <> ''))`
  if (view === 'unused')
    return Prisma.sql`(not exists (select from product_images i where i.tenant_id = f.tenant_id and i.file_id = f.id)
      and not exists (select from collections c where c.tenant_id = f.tenant_id and c.image_file_id = f.id)
      and not exists (select from shop_settings s where s.tenant_id = f.tenant_id and s.theme::text like '%' || f.id || '%'))`
  return Prisma.sql`true`
}

function found(q: string): Prisma.Sql {
  const words = q.trim().split(/\s+/).filter(Boolean).slice(0, 8)
  if (words.length === 0) return Prisma.sql`true`
  const ownText = words.map((word) => Prisma.sql`strpos(lower(f.filename || ' ' || f.alt), lower(${word})) > 0`)
  return Prisma.sql`((${Prisma.join(ownText, ' and ')}) or f.id in (
    select i.file_id from product_images i where i.tenant_id = f.tenant_id and ${foundByWords(Prisma.sql`i.tenant_id`, Prisma.sql`i.product_id`, q)}))`
}

export type MediaUse = { kind: 'product' | 'collection'; id: string; title: string }
export type MediaDetail = MediaRow & { products: MediaUse[]; collections: MediaUse[]; onShopPages: boolean }

const NAMED_USES = 20

/** A picture with who shows it; of many products the first twenty are named. Throws NotFound. */
export async function getMedia(tx: TenantTx, fileId: string): Promise<MediaDetail> {
  const rows = await tx.$queryRaw<MediaDetail[]>`
    select ${COLUMNS}, ${USES} as uses,
      coalesce((select jsonb_agg(jsonb_build_object('kind', 'product', 'id', p.id, 'title', p.title) order by p.title) from (
        select distinct p.id, p.title from product_images i join products p on p.tenant_id = i.tenant_id and p.id = i.product_id
        where i.tenant_id = f.tenant_id and i.file_id = f.id order by p.title limit ${NAMED_USES}) p), '[]') as products,
      coalesce((select jsonb_agg(jsonb_build_object('kind', 'collection', 'id', c.id, 'title', c.title) order by c.title)
        from collections c where c.tenant_id = f.tenant_id and c.image_file_id = f.id), '[]') as collections,
      exists (select from shop_settings s where s.tenant_id = f.tenant_id and s.theme::text like '%' || f.id || '%') as "onShopPages"
    from stored_files f where f.tenant_id = ${tx.tenantId}::uuid and f.id = ${fileId}::uuid and ${IN_LIBRARY}`
  if (!rows[0]) throw new NotFound('picture')
  return rows[0]
}
