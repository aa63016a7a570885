import { Prisma, type TenantTx } from '@souk/db'
import type { AnyList } from './basics/index.ts'
import { productsByCode } from './catalog/index.ts'
import type { Permission } from './identity/index.ts'

const FOUND_KINDS = ['orders', 'products', 'customers', 'collections', 'complaints'] as const
export type FoundKind = (typeof FOUND_KINDS)[number]
export type Found = { kind: FoundKind; id: string; title: string; detail: string }

const FOUND_MAX = 5
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i

/** Which columns of a list name a record, and tell it from others of that name. */
const NAMED_BY: Record<FoundKind, { title: string; detail: string }> = {
  orders: { title: 'number', detail: 'name' },
  products: { title: 'title', detail: 'vendor' },
  customers: { title: 'name', detail: 'email' },
  collections: { title: 'title', detail: 'handle' },
  complaints: { title: 'subject', detail: 'name' },
}

/**
 * Records by an id, a number, an SKU, a barcode, an e-mail address or a part of a name: a few of each kind that the role
 * may see, by the same search as its list. No order is asked for, so that the first few matches end the search.
 */
export async function findAnything(
  tx: TenantTx,
  lists: Record<string, AnyList>,
  input: { q: string; permissions: ReadonlySet<Permission> },
): Promise<Found[]> {
  const found: Found[] = []
  for (const kind of FOUND_KINDS) {
    const spec = lists[kind]
    if (spec && input.permissions.has(spec.permission)) found.push(...(await findIn(tx, kind, spec, input.q)))
  }
  return found
}

async function findIn(tx: TenantTx, kind: FoundKind, spec: AnyList, q: string): Promise<Found[]> {
  const match = UUID.test(q) ? Prisma.sql`${spec.id} = ${q}::uuid` : spec.search(q)
  const ids = await tx.$queryRaw<{ id: string }[]>`
    select ${spec.id} as id from ${spec.from}
    where ${spec.tenantId} = ${tx.tenantId}::uuid and (${spec.base ?? Prisma.sql`true`}) and (${match}) limit ${FOUND_MAX}`
  const coded = kind === 'products' ? await productsByCode(tx, q, FOUND_MAX) : []
  const all = [...new Set([...coded, ...ids.map(({ id }) => id)])].slice(0, FOUND_MAX)
  const rows = all.length > 0 ? await spec.read(tx, all) : []
  const said = (column: string, row: { id: string }) => String(spec.columns[column]?.value(row) ?? '')
  const { title, detail } = NAMED_BY[kind]
  return rows.map((row) => ({ kind, id: row.id, title: said(title, row), detail: said(detail, row) }))
}
