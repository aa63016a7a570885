import type { TenantTx } from '@souk/db'
import { isTopic, parseTopic } from '@souk/events'
import { findSubjects, SUBJECT_KINDS, SUBJECT_NEEDS } from './basics/index.ts'
import type { CustomerActor, Permission, StaffActor } from './identity/index.ts'

/** Who asks to hear: what the handshake's cookies stood for, and the public tokens of orders, by the order's id. */
export type Listener = {
  staff: Pick<StaffActor, 'id' | 'permissions'> | null
  customer: Pick<CustomerActor, 'id'> | null
  proofs: ReadonlyMap<string, string>
}

/** What a role needs to hear a topic about the whole shop, or about any one record of a kind. */
const STAFF_NEEDS: Record<string, Permission> = {
  orders: 'orders:read',
  order: 'orders:read',
  complaints: 'service:read',
  complaint: 'service:read',
  products: 'catalog:read',
  product: 'catalog:read',
  stock: 'inventory:read',
  job: 'catalog:import',
  staff: 'staff:read',
}

/** Topics about the whole shop that anyone hears: they say that something public changed, and nothing else. */
const PUBLIC = new Set(['prices'])

/** Topics about the whole shop, which no shopper hears. */
const WHOLE_SHOP = new Set(['orders', 'complaints', 'products', 'stock', 'staff'])

type RecordTopic = { topic: string; kind: string; id: string }

/**
 * Those of the topics that the listener may hear in this tenant; all others are refused, whether the record is another
 * tenant's, another customer's or none at all. One statement a kind of record.
 */
export async function allowedTopics(tx: TenantTx, listener: Listener, topics: string[]): Promise<string[]> {
  const known = [...new Set(topics)].filter(isTopic).map((topic) => ({ topic, ...parseTopic(topic) }))
  const mayAsStaff = (kind: string) => listener.staff?.permissions.has(STAFF_NEEDS[kind]!) ?? false
  const whole = known
    .filter(({ kind }) => PUBLIC.has(kind) || (WHOLE_SHOP.has(kind) && mayAsStaff(kind)))
    .map(({ topic }) => topic)
  const records = known.filter((one): one is RecordTopic => one.id !== undefined)
  const ofKind = (kind: string) => records.filter((one) => one.kind === kind).map(({ id }) => id)
  const heard = {
    product: await products(tx, ofKind('product'), mayAsStaff('product')),
    order: await orders(tx, ofKind('order'), listener, mayAsStaff('order')),
    complaint: await complaints(tx, ofKind('complaint'), listener, mayAsStaff('complaint')),
    job: await jobs(tx, ofKind('job'), listener.staff?.id, mayAsStaff('job')),
  }
  const own = ofKind('member').filter((id) => id === listener.staff?.id)
  const offices = await officeTopics(tx, listener, ofKind)
  return [
    ...whole,
    ...own.map((id) => `member:${id}`),
    ...offices,
    ...Object.entries(heard).flatMap(([kind, ids]) => ids.map((id) => `${kind}:${id}`)),
  ]
}

/** Rooms of colleagues alone, each about one record that the role may see. */
async function officeTopics(tx: TenantTx, { staff }: Listener, ofKind: (kind: string) => string[]): Promise<string[]> {
  const heard: string[] = []
  for (const kind of SUBJECT_KINDS) {
    if (!staff?.permissions.has(SUBJECT_NEEDS[kind])) continue
    const found = await findSubjects(tx, kind, ofKind(`office-${kind}`))
    heard.push(...found.map(({ id }) => `office-${kind}:${id}`))
  }
  return heard
}

type Ids = { id: string }[]
const idsOf = (rows: Ids): string[] => rows.map(({ id }) => id)

/** The public hears of what is on sale; staff of every product. */
async function products(tx: TenantTx, ids: string[], asStaff: boolean): Promise<string[]> {
  if (ids.length === 0) return []
  const rows = await tx.$queryRaw<Ids>`
    select id from products
    where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) and (${asStaff} or status = 'active')`
  return idsOf(rows)
}

/** An order is heard by staff, by its customer, and by who holds its public token. */
async function orders(tx: TenantTx, ids: string[], listener: Listener, asStaff: boolean): Promise<string[]> {
  if (ids.length === 0) return []
  const tokens = ids.map((id) => listener.proofs.get(id) ?? null)
  const rows = await tx.$queryRaw<Ids>`
    select o.id from orders o join unnest(${ids}::uuid[], ${tokens}::text[]) as asked(id, token) on asked.id = o.id
    where o.tenant_id = ${tx.tenantId}::uuid
      and (${asStaff} or o.customer_id = ${listener.customer?.id ?? null}::uuid or o.public_token = asked.token)`
  return idsOf(rows)
}

/** A complaint is heard by staff, and by whoever may hear its order or made it as a customer. */
async function complaints(tx: TenantTx, ids: string[], listener: Listener, asStaff: boolean): Promise<string[]> {
  if (ids.length === 0) return []
  const [orderIds, tokens] = [[...listener.proofs.keys()], [...listener.proofs.values()]]
  const customerId = listener.customer?.id ?? null
  const rows = await tx.$queryRaw<Ids>`
    select c.id from complaints c join orders o on o.tenant_id = c.tenant_id and o.id = c.order_id
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = any(${ids}::uuid[])
      and (${asStaff} or c.customer_id = ${customerId}::uuid or o.customer_id = ${customerId}::uuid
        or exists (select from unnest(${orderIds}::uuid[], ${tokens}::text[]) as proof(order_id, token)
          where proof.order_id = o.id and proof.token = o.public_token))`
  return idsOf(rows)
}

/** A job is heard by the member who began it, and by those who may import. */
async function jobs(tx: TenantTx, ids: string[], accountId: string | undefined, asStaff: boolean): Promise<string[]> {
  if (ids.length === 0 || accountId === undefined) return []
  const rows = await tx.$queryRaw<Ids>`
    select id from jobs
    where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) and (${asStaff} or created_by = ${accountId}::uuid)`
  return idsOf(rows)
}
