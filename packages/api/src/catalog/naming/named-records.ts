import { emit, Prisma, type TenantTx } from '@souk/db'
import { InvalidInput, NotFound, Refusal, VersionConflict } from '../../refusal.ts'

/** The tables whose rows are known by their name, one a name whatever its capitals. */
export const NAMED = {
  brand: { table: Prisma.sql`brands`, noun: 'brand' },
  manufacturer: { table: Prisma.sql`manufacturers`, noun: 'manufacturer' },
  supplier: { table: Prisma.sql`suppliers`, noun: 'supplier' },
  productType: { table: Prisma.sql`product_types`, noun: 'product type' },
} as const
export type NamedKind = keyof typeof NAMED

/** A record that others still refer to is not removed. */
export class RecordInUse extends Refusal {
  constructor(sentence: string) {
    super(409, 'record_in_use', sentence)
  }
}

/** Locks a record. With the version a person saw, throws VersionConflict when someone else has changed it since. */
export async function lockNamed(
  tx: TenantTx,
  kind: NamedKind,
  id: string,
  version?: number,
): Promise<{ name: string; nameKey: string; version: number }> {
  const { table, noun } = NAMED[kind]
  const rows = await tx.$queryRaw<{ name: string; nameKey: string; version: number }[]>`
    select name, name_key as "nameKey", version from ${table}
    where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid for update`
  if (!rows[0]) throw new NotFound(noun)
  if (version !== undefined && rows[0].version !== version) throw new VersionConflict(noun)
  return rows[0]
}

/**
 * The key of a name, which the database makes, because it checks it too. Refuses a name that another record of the kind
 * has; two that come in the same moment are told apart by the unique key.
 */
export async function freeNameKey(tx: TenantTx, kind: NamedKind, name: string, ownId?: string): Promise<string> {
  const { table, noun } = NAMED[kind]
  const rows = await tx.$queryRaw<{ key: string; taken: string | null }[]>`
    select k.key, (select t.name from ${table} t where t.tenant_id = ${tx.tenantId}::uuid and t.name_key = k.key
      and (${ownId ?? null}::uuid is null or t.id <> ${ownId ?? null}::uuid)) as taken
    from (select lower(btrim(${name}::text)) as key) k`
  const { key, taken } = rows[0]!
  if (taken) throw new InvalidInput({ name: `There is a ${noun} called ${taken} already.` })
  return key
}

/** Tells the back office's screens that a record around the products changed. */
export function announceOrganisation(tx: TenantTx, kind: string, recordId: string): void {
  emit(tx, { name: 'organisation.changed', topics: ['products'], payload: { kind, recordId } })
}
