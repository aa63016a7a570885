import type pg from 'pg'
import type { runningProduct } from '../test/running-product.ts'
import { rawRequest, signInCookie } from './raw-request.ts'

export type ShelfItem = { tenantId: string; productId: string; variantId: string; path: string }

type Product = ReturnType<typeof runningProduct>
type Shelf = ShelfItem & { onHand: number; unavailable: number }

const taken = new Set<string>()

/**
 * A variant that nobody holds a unit of, with exactly so many to buy; each call gives one of another product. Where the shop
 * has none with that number, its owner counts the shelf anew, as on the inventory page.
 */
export async function shelfItem(db: pg.Client, product: Product, shop: string, units: number): Promise<ShelfItem> {
  const { rows } = await db.query<Shelf>(
    `select v.tenant_id as "tenantId", p.id as "productId", v.id as "variantId",
       '/products/' || p.handle || '?variant=' || v.id as path, l.on_hand as "onHand", l.safety_stock as unavailable
     from tenants t
     join product_variants v on v.tenant_id = t.id and v.status = 'active' and v.track_stock and not v.backorder
     join products p on p.tenant_id = t.id and p.id = v.product_id and p.status = 'active'
     join stock_levels l on l.tenant_id = t.id and l.variant_id = v.id and l.reserved = 0 and l.allocated = 0
     where t.slug = $1 and p.id <> all($2::uuid[])
       and (select count(*) from stock_levels o where o.tenant_id = t.id and o.variant_id = v.id) = 1
     order by l.on_hand - l.safety_stock = $3 desc, v.id limit 1`,
    [shop, [...taken], units],
  )
  const found = rows[0]
  if (!found) throw new Error(`${shop} has no variant left for a journey.`)
  taken.add(found.productId)
  const onHand = units + found.unavailable
  if (found.onHand !== onHand) await countShelf(product, shop, found, onHand)
  return found
}

async function countShelf(product: Product, shop: string, { variantId, onHand }: Shelf, counted: number) {
  const port = product.ports.web
  const { email, password } = product.signIns.find((one) => one.address.includes(shop) && one.role === 'owner')!
  const host = `${shop}.localhost:${port}`
  const cookie = await signInCookie(port, shop, email, password)
  const fields = { variantId, onHand: String(counted), expectedOnHand: String(onHand), reason: 'Counted' }
  const { status, body } = await rawRequest(port, host, '/admin/inventory?/adjust', {
    method: 'POST',
    headers: { cookie, origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  })
  if (status !== 200) throw new Error(`The shelf was not counted: ${status} ${body.slice(0, 300)}`)
}
