import { Prisma, type TenantTx } from '@souk/db'
import { availableStock } from '../inventory/index.ts'
import { decidedPrice, listsInForce } from '../pricing/index.ts'

/** Why a line is not what it was when it was put in. `gone`: not for sale; `short`: fewer left; `price`: another price. */
export type CartNotice =
  { kind: 'gone' } | { kind: 'short'; available: number } | { kind: 'price'; fromMinor: bigint; toMinor: bigint }

export type CartImage = { fileId: string; filename: string; alt: string; width: number; height: number }

export type CartLine = {
  variantId: string
  productId: string
  handle: string
  title: string
  variantTitle: string
  sku: string | null
  /** Kept on the order's line; `image` is how a page shows it. */
  imageFileId: string | null
  image: CartImage | null
  quantity: number
  unitPriceMinor: bigint
  /** The price list that gave the price; null when it is the shop's own. */
  priceListId: string | null
  taxable: boolean
  trackStock: boolean
  backorder: boolean
  requiresShipping: boolean
  /** What can be bought now; null where stock is not counted or more can be ordered than there is. */
  available: number | null
  notices: CartNotice[]
}

type Row = Omit<CartLine, 'available' | 'notices'> & { priceSeenMinor: bigint; forSale: boolean }

/**
 * The lines of a cart as they are now: the price that a customer (null: a guest) pays for so many at this moment, today's stock,
 * and what differs from when each was put in.
 */
export async function readLines(tx: TenantTx, cartId: string, customerId: string | null): Promise<CartLine[]> {
  const rows = await tx.$queryRaw<Row[]>`
    with ${listsInForce(tx, customerId)}
    select l.variant_id as "variantId", p.id as "productId", p.handle, p.title, array_to_string(v.option_values, ' / ') as "variantTitle",
      v.sku, f.id as "imageFileId", l.quantity,
      case when f.id is not null then jsonb_build_object('fileId', f.id, 'filename', f.filename, 'alt', coalesce(own.alt, first.alt, ''),
        'width', f.width, 'height', f.height) end as image,
      coalesce(d.price_minor, v.price_minor) as "unitPriceMinor", d.list_id as "priceListId", l.price_seen_minor as "priceSeenMinor", v.taxable, v.track_stock as "trackStock",
      v.backorder, v.requires_shipping as "requiresShipping", v.status = 'active' and p.status = 'active' as "forSale"
    from cart_lines l
    join product_variants v on v.tenant_id = l.tenant_id and v.id = l.variant_id
    join products p on p.tenant_id = v.tenant_id and p.id = v.product_id
    left join lateral ${decidedPrice(tx, Prisma.sql`l.quantity`)} d on true
    left join product_images own on own.tenant_id = v.tenant_id and own.id = v.image_id
    left join lateral (
      select file_id, alt from product_images i
      where i.tenant_id = ${tx.tenantId}::uuid and i.product_id = p.id and i.file_id is not null order by i.position limit 1) first on true
    left join stored_files f on f.tenant_id = l.tenant_id and f.id = coalesce(own.file_id, first.file_id)
    where l.tenant_id = ${tx.tenantId}::uuid and l.cart_id = ${cartId}::uuid order by l.added_at, l.variant_id`
  const stock = await availableStock(
    tx,
    rows.map(({ variantId }) => variantId),
  )
  const left = new Map(stock.map(({ variantId, available }) => [variantId, available]))
  return rows.map(({ priceSeenMinor, forSale, ...row }) => {
    const available = row.trackStock && !row.backorder ? (left.get(row.variantId) ?? 0) : null
    return {
      ...row,
      variantTitle: row.variantTitle === 'Default Title' ? '' : row.variantTitle,
      available,
      notices: noticesOf({ ...row, priceSeenMinor, forSale }, available),
    }
  })
}

function noticesOf(row: Row, available: number | null): CartNotice[] {
  if (!row.forSale) return [{ kind: 'gone' }]
  const notices: CartNotice[] = []
  if (available !== null && available < row.quantity) notices.push({ kind: 'short', available })
  if (row.unitPriceMinor !== row.priceSeenMinor) {
    notices.push({ kind: 'price', fromMinor: row.priceSeenMinor, toMinor: row.unitPriceMinor })
  }
  return notices
}

/** Whether a line can be bought as it stands; a changed price alone does not stand in the way. */
export const isBuyable = (line: Pick<CartLine, 'notices'>): boolean =>
  line.notices.every(({ kind }) => kind === 'price')
