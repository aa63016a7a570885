import type { TenantTx } from '@souk/db'

export type DigitalDownloadRow = {
  id: string
  title: string
  left: number
  expiresAt: Date
  state: 'open' | 'used_up' | 'expired' | 'revoked'
}
export type DigitalLine = {
  orderLineId: string
  title: string
  variantTitle: string
  delivered: boolean
  /** Units that are paid and wait for a key. */
  owed: number
  keys: { id: string; key: string; revoked: boolean }[]
  downloads: DigitalDownloadRow[]
}

/** What a shopper gets without a parcel, behind the order's token: the keys in full, but for those that were refunded. */
export async function digitalOfOrder(tx: TenantTx, orderId: string): Promise<DigitalLine[]> {
  const lines = await readLines(tx, orderId)
  return lines.map((line) => ({
    ...line,
    keys: line.keys.map((one) => (one.revoked ? { ...one, key: masked(one.key) } : one)),
  }))
}

/** The same for staff: which key went out can be told from its last letters, and none can be read or used. */
export async function maskedOfOrder(tx: TenantTx, orderId: string): Promise<DigitalLine[]> {
  const lines = await readLines(tx, orderId)
  return lines.map((line) => ({ ...line, keys: line.keys.map((one) => ({ ...one, key: masked(one.key) })) }))
}

/** The last letters of a key that is long enough to spare them. */
const masked = (key: string): string => `••••${key.length >= 12 ? key.slice(-4) : ''}`

async function readLines(tx: TenantTx, orderId: string): Promise<DigitalLine[]> {
  const rows = await tx.$queryRaw<(Omit<DigitalLine, 'downloads'> & { downloads: Stored[] })[]>`
    select l.id as "orderLineId", l.title, l.variant_title as "variantTitle", d.delivered_at is not null as delivered,
      case when d.owed_since is not null then greatest(0, l.quantity - l.refunded_quantity - d.keys_given) else 0 end as owed,
      coalesce((select jsonb_agg(jsonb_build_object('id', k.id, 'key', k.secret, 'revoked', k.revoked_at is not null) order by k.id)
        from license_keys k where k.tenant_id = d.tenant_id and k.order_line_id = l.id), '[]') as keys,
      coalesce((select jsonb_agg(jsonb_build_object('id', w.id, 'title', w.title, 'left', w.downloads_max - w.used,
          'expiresAt', w.expires_at, 'state', case when w.revoked_at is not null then 'revoked' when w.expires_at <= now() then 'expired'
            when w.used >= w.downloads_max then 'used_up' else 'open' end) order by w.id)
        from digital_downloads w where w.tenant_id = d.tenant_id and w.order_line_id = l.id), '[]') as downloads
    from digital_deliveries d join order_lines l on l.tenant_id = d.tenant_id and l.id = d.order_line_id
    where d.tenant_id = ${tx.tenantId}::uuid and l.order_id = ${orderId}::uuid order by l.position`
  return rows.map((row) => ({
    ...row,
    downloads: row.downloads.map((one) => ({ ...one, expiresAt: new Date(one.expiresAt) })),
  }))
}

type Stored = Omit<DigitalDownloadRow, 'expiresAt'> & { expiresAt: string }
