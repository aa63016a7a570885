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
  /** It is handed out as files or keys and needs no parcel. */
  digital: boolean
  /** What one piece takes off the shelf, when it is a bundle; null when it is itself. */
  components: CartComponent[] | null
  /** What can be bought now; null where stock is not counted or more can be ordered than there is. */
  available: number | null
  notices: CartNotice[]
}

/** A part of a bundle, as it is now. */
export type CartComponent = {
  variantId: string
  quantity: number
  title: string
  variantTitle: string
  sku: string | null
  trackStock: boolean
  backorder: boolean
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
      coalesce(d.price_minor, v.price_minor) as "unitPriceMinor", d.list_id as "priceListId", l.price_seen_minor as "priceSeenMinor", v.taxable, v.track_stock or v.bundle as "trackStock",
      v.backorder and not v.bundle as backorder, ${componentsOf(tx)} as components, v.requires_shipping as "requiresShipping",
      exists (select from digital_goods g where g.tenant_id = v.tenant_id and g.variant_id = v.id) as digital, v.status = 'active' and p.status = 'active' as "forSale"
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
  const pieces = [...new Set(rows.flatMap((row) => piecesOf(row).map(({ variantId }) => variantId)))]
  const stock = await availableStock(tx, pieces)
  const left = new Map(stock.map(({ variantId, available }) => [variantId, available]))
  return rows.map(({ priceSeenMinor, forSale, ...row }) => {
    const available = takeOff(left, row)
    return {
      ...row,
      variantTitle: row.variantTitle === 'Default Title' ? '' : row.variantTitle,
      available,
      notices: noticesOf({ ...row, priceSeenMinor, forSale }, available),
    }
  })
}

/** The parts of the bundle `v` in their order, as JSON; null when it is none. */
const componentsOf = (tx: TenantTx): Prisma.Sql => Prisma.sql`case when v.bundle then coalesce((
  select jsonb_agg(jsonb_build_object('variantId', c.id, 'quantity', b.quantity, 'title', cp.title, 'sku', c.sku,
    'variantTitle', coalesce(nullif(array_to_string(c.option_values, ' / '), 'Default Title'), ''), 'trackStock', c.track_stock, 'backorder', c.backorder) order by b.position, c.id)
  from bundle_components b
  join product_variants c on c.tenant_id = ${tx.tenantId}::uuid and c.id = b.component_variant_id
  join products cp on cp.tenant_id = ${tx.tenantId}::uuid and cp.id = c.product_id
  where b.tenant_id = ${tx.tenantId}::uuid and b.bundle_variant_id = v.id), '[]') end`

type Piece = Pick<CartComponent, 'variantId' | 'quantity' | 'trackStock' | 'backorder'>

/** What one piece of a line takes off the shelf: itself, or the parts of a bundle. */
export const piecesOf = (line: Pick<CartLine, 'variantId' | 'trackStock' | 'backorder' | 'components'>): Piece[] =>
  line.components ?? [{ ...line, quantity: 1 }]

/**
 * How many of a line can be bought, and takes what it wants off what is left: a bundle and a single sale of one of its
 * parts in the same cart are not both told of the last unit. A bundle without parts cannot be bought.
 */
function takeOff(left: Map<string, number>, line: Piece & Pick<CartLine, 'components'>): number | null {
  const counted = piecesOf(line).filter(({ trackStock, backorder }) => trackStock && !backorder)
  if (counted.length === 0) return line.components?.length === 0 ? 0 : null
  const available = Math.min(...counted.map((piece) => Math.floor((left.get(piece.variantId) ?? 0) / piece.quantity)))
  const taken = Math.min(available, line.quantity)
  for (const { variantId, quantity } of counted) left.set(variantId, (left.get(variantId) ?? 0) - taken * quantity)
  return available
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
