import { type TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { InvalidInput, NotFound, VersionConflict } from '../refusal.ts'
import { announcePrices, announceTurns } from './announce-prices.ts'
import type { ListFields } from './schema.ts'

export type ListStatus = 'draft' | 'active' | 'archived'

type Moments = { startsAt: Date | null; endsAt: Date | null }
type LockedList = Moments & {
  name: string
  groupId: string | null
  priority: number
  percentOffBp: number | null
  status: ListStatus
  version: number
}

/** Makes a price list as a draft: it decides nothing until it is activated. Times are of the shop's own clock. */
export async function createPriceList(tx: TenantTx, input: ListFields, by: By): Promise<{ listId: string }> {
  await checkName(tx, input.name, null)
  await checkGroup(tx, input.groupId)
  const { startsAt, endsAt } = await readMoments(tx, input)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into price_lists (tenant_id, name, currency, group_id, starts_at, ends_at, priority, percent_off_bp)
    select ${tx.tenantId}::uuid, ${input.name}, t.currency, ${input.groupId}::uuid, ${startsAt}::timestamptz, ${endsAt}::timestamptz,
      ${input.priority}::int, ${input.percentOffBp}::int
    from tenants t where t.id = ${tx.tenantId}::uuid returning id`
  const listId = rows[0]!.id
  await audit(tx, by, {
    action: 'price_list.created',
    subjectKind: 'price_list',
    subjectId: listId,
    changes: { name: input.name },
  })
  announcePrices(tx, listId)
  return { listId }
}

/** Changes what a list is called, whom it is for, when it counts and what it takes off. */
export async function savePriceList(
  tx: TenantTx,
  input: ListFields & { listId: string; version: number },
  by: By,
): Promise<{ version: number }> {
  const { version, status: _, ...before } = await lockPriceList(tx, input.listId, input.version)
  await checkName(tx, input.name, input.listId)
  await checkGroup(tx, input.groupId)
  const moments = await readMoments(tx, input)
  const { name, groupId, priority, percentOffBp } = input
  await tx.$executeRaw`
    update price_lists set name = ${name}, group_id = ${groupId}::uuid, starts_at = ${moments.startsAt}::timestamptz,
      ends_at = ${moments.endsAt}::timestamptz, priority = ${priority}::int, percent_off_bp = ${percentOffBp}::int,
      version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.listId}::uuid`
  const after: Record<string, unknown> = { name, groupId, priority, percentOffBp, ...moments }
  const changes = Object.fromEntries(
    Object.entries(before)
      .filter(([field, value]) => String(value) !== String(after[field]))
      .map(([field, value]) => [field, [value, after[field]]]),
  )
  await audit(tx, by, { action: 'price_list.saved', subjectKind: 'price_list', subjectId: input.listId, changes })
  await announceTurns(tx, input.listId, [moments.startsAt, moments.endsAt])
  announcePrices(tx, input.listId)
  return { version: version + 1 }
}

/** Puts a list into force, back to a draft, or away. Orders keep the list that gave them their prices, so none is deleted. */
export async function setPriceListStatus(
  tx: TenantTx,
  input: { listId: string; version: number; status: ListStatus },
  by: By,
): Promise<{ version: number }> {
  const before = await lockPriceList(tx, input.listId, input.version)
  await tx.$executeRaw`
    update price_lists set status = ${input.status}, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.listId}::uuid`
  await audit(tx, by, {
    action: `price_list.${input.status === 'active' ? 'activated' : input.status === 'draft' ? 'deactivated' : 'archived'}`,
    subjectKind: 'price_list',
    subjectId: input.listId,
    changes: { status: [before.status, input.status] },
  })
  await announceTurns(tx, input.listId, [before.startsAt, before.endsAt])
  announcePrices(tx, input.listId)
  return { version: before.version + 1 }
}

/** Locks a list. Throws NotFound, or VersionConflict when someone changed it since it was read. */
export async function lockPriceList(tx: TenantTx, listId: string, version?: number): Promise<LockedList> {
  const rows = await tx.$queryRaw<LockedList[]>`
    select name, group_id as "groupId", starts_at as "startsAt", ends_at as "endsAt", priority, percent_off_bp as "percentOffBp", status, version
    from price_lists where tenant_id = ${tx.tenantId}::uuid and id = ${listId}::uuid for update`
  if (!rows[0]) throw new NotFound('price list')
  if (version !== undefined && rows[0].version !== version) throw new VersionConflict('price list')
  return rows[0]
}

async function checkName(tx: TenantTx, name: string, ownId: string | null): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from price_lists where tenant_id = ${tx.tenantId}::uuid and name = ${name} and id is distinct from ${ownId}::uuid`
  if (rows[0]) throw new InvalidInput({ name: 'Another price list has this name already.' })
}

async function checkGroup(tx: TenantTx, groupId: string | null): Promise<void> {
  if (groupId === null) return
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from customer_groups where tenant_id = ${tx.tenantId}::uuid and id = ${groupId}::uuid`
  if (!rows[0]) throw new NotFound('customer group')
}

/**
 * The moments behind what the shop's wall clock shows, by the database's own calendar. A time that a change to summer time
 * skips is the same distance after it; one that comes twice in autumn is the second.
 */
async function readMoments(tx: TenantTx, input: Pick<ListFields, 'startsAtLocal' | 'endsAtLocal'>): Promise<Moments> {
  const rows = await tx.$queryRaw<Moments[]>`
    select nullif(${input.startsAtLocal}, '')::timestamp at time zone t.time_zone as "startsAt",
      nullif(${input.endsAtLocal}, '')::timestamp at time zone t.time_zone as "endsAt"
    from tenants t where t.id = ${tx.tenantId}::uuid`
  const moments = rows[0]!
  if (moments.startsAt && moments.endsAt && moments.endsAt <= moments.startsAt)
    throw new InvalidInput({ endsAtLocal: 'It has to end after it starts.' })
  return moments
}
