import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import { getShopSettings, type ShopPolicies, type ShopTheme } from '../../tenants/index.ts'
import { listBestSellers } from './best-sellers.ts'
import { allProducts, type CollectionImage } from './collection-page.ts'
import { listCollections, type CollectionCard } from './list-collections.ts'
import { listCards, type ProductCard } from './product-cards.ts'

const MENU_MAX = 7
const NEWEST_MAX = 8

export type ShopFront = {
  tagline: string
  announcement: string
  contactEmail: string
  theme: ShopTheme
  pricesIncludeTax: boolean
  lowStockAt: number
  menu: { handle: string; title: string }[]
  policies: (keyof ShopPolicies)[]
}

const POLICY_ORDER = ['shipping', 'returns', 'privacy', 'terms'] as const

/** What stands around every page of the shop. */
export async function readShopFront(tx: TenantTx): Promise<ShopFront> {
  const { tagline, announcement, contactEmail, theme, pricesIncludeTax, lowStockAt, policies } =
    await getShopSettings(tx)
  const menu = await tx.$queryRaw<ShopFront['menu']>`
    select handle, title from collections where tenant_id = ${tx.tenantId}::uuid and status = 'active'
    order by position, title, id limit ${MENU_MAX}::int`
  return {
    tagline,
    announcement,
    contactEmail,
    theme,
    pricesIncludeTax,
    lowStockAt,
    menu,
    policies: POLICY_ORDER.filter((key) => policies[key]?.trim()),
  }
}

export type Home = {
  heroPicture: CollectionImage | null
  collections: CollectionCard[]
  newest: ProductCard[]
  bestSellers: ProductCard[]
  total: number
}

/** What the home page shows below its hero. */
export async function readHome(tx: TenantTx, customerId: string | null): Promise<Home> {
  const newest = await tx.$queryRaw<{ id: string; total: number }[]>`
    select s.product_id as id, count(*) over ()::int as total from (${allProducts(tx)}) as s
    join products p on p.tenant_id = ${tx.tenantId}::uuid and p.id = s.product_id
    order by p.created_at desc, p.id desc limit ${NEWEST_MAX}::int`
  return {
    heroPicture: await findHeroPicture(tx),
    collections: await listCollections(tx),
    newest: await listCards(
      tx,
      newest.map(({ id }) => id),
      customerId,
    ),
    bestSellers: await listBestSellers(tx, 4, customerId),
    total: newest[0]?.total ?? 0,
  }
}

async function findHeroPicture(tx: TenantTx): Promise<CollectionImage | null> {
  const rows = await tx.$queryRaw<CollectionImage[]>`
    select f.id as "fileId", f.filename, f.focus_x || '% ' || f.focus_y || '%' as focus, f.thumbhash,
      coalesce(f.width, 16) as width, coalesce(f.height, 9) as height
    from shop_settings s join stored_files f on f.tenant_id = s.tenant_id and f.id = (s.theme #>> '{hero,imageFileId}')::uuid
    where s.tenant_id = ${tx.tenantId}::uuid`
  return rows[0] ?? null
}

/** The text of a policy, as the merchant wrote it. Throws NotFound. */
export async function readPolicy(
  tx: TenantTx,
  key: keyof ShopPolicies,
): Promise<{ key: keyof ShopPolicies; text: string }> {
  const text = (await getShopSettings(tx)).policies[key]?.trim()
  if (!text) throw new NotFound('page')
  return { key, text }
}
