import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { normalEmail } from '../identity/index.ts'
import { InvalidInput, NotFound, Refusal, VersionConflict } from '../refusal.ts'
import { announcePrices } from './announce-prices.ts'

/** Price lists name the group: they have to be given to someone else first. */
class GroupInUse extends Refusal {
  constructor(lists: string[]) {
    super(409, 'group_in_use', `These price lists are for this group: ${lists.join(', ')}. Give them to others first.`)
  }
}

export type CustomerGroupRow = { id: string; name: string; version: number; members: number; lists: number }

/** The groups by name, with how many customers are in each and how many price lists are for it. */
export async function listCustomerGroups(tx: TenantTx): Promise<CustomerGroupRow[]> {
  return tx.$queryRaw`
    select g.id, g.name, g.version,
      (select count(*)::int from customer_group_members m where m.tenant_id = ${tx.tenantId}::uuid and m.group_id = g.id) as members,
      (select count(*)::int from price_lists l where l.tenant_id = ${tx.tenantId}::uuid and l.group_id = g.id and l.status <> 'archived') as lists
    from customer_groups g where g.tenant_id = ${tx.tenantId}::uuid order by lower(g.name), g.id`
}

export async function createCustomerGroup(tx: TenantTx, name: string, by: By): Promise<{ groupId: string }> {
  await checkName(tx, name, null)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into customer_groups (tenant_id, name) values (${tx.tenantId}::uuid, ${name}) returning id`
  const groupId = rows[0]!.id
  await tell(tx, by, 'created', groupId, { name })
  return { groupId }
}

export async function renameCustomerGroup(
  tx: TenantTx,
  input: { groupId: string; version: number; name: string },
  by: By,
): Promise<{ version: number }> {
  const before = await lockGroup(tx, input.groupId)
  if (before.version !== input.version) throw new VersionConflict('customer group')
  await checkName(tx, input.name, input.groupId)
  await tx.$executeRaw`
    update customer_groups set name = ${input.name}, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${input.groupId}::uuid`
  await tell(tx, by, 'renamed', input.groupId, { name: [before.name, input.name] })
  return { version: before.version + 1 }
}

/** Removes a group that no price list is for; its customers pay the shop's own prices then. Throws GroupInUse. */
export async function removeCustomerGroup(tx: TenantTx, groupId: string, by: By): Promise<void> {
  const { name } = await lockGroup(tx, groupId)
  const lists = await tx.$queryRaw<{ name: string }[]>`
    select name from price_lists where tenant_id = ${tx.tenantId}::uuid and group_id = ${groupId}::uuid order by name`
  if (lists.length > 0) throw new GroupInUse(lists.map((list) => list.name))
  await tx.$executeRaw`delete from customer_groups where tenant_id = ${tx.tenantId}::uuid and id = ${groupId}::uuid`
  await tell(tx, by, 'removed', groupId, { name })
}

export type GroupMember = { customerId: string; name: string; email: string; addedAt: Date }

/** Who is in a group, the newest first. `before` is the last customer already shown. */
export async function listGroupMembers(tx: TenantTx, groupId: string): Promise<GroupMember[]> {
  await findGroup(tx, groupId)
  return tx.$queryRaw`
    select c.id as "customerId", c.name, c.email, m.added_at as "addedAt"
    from customer_group_members m join customers c on c.tenant_id = m.tenant_id and c.id = m.customer_id
    where m.tenant_id = ${tx.tenantId}::uuid and m.group_id = ${groupId}::uuid order by m.added_at desc, c.id limit 500`
}

/** Puts the customer with this e-mail into a group; asked twice, nothing happens. Their open pages show their prices at once. */
export async function addGroupMember(
  tx: TenantTx,
  input: { groupId: string; email: string },
  by: By,
): Promise<{ customerId: string }> {
  const { name } = await lockGroup(tx, input.groupId)
  const found = await tx.$queryRaw<{ id: string }[]>`
    select id from customers where tenant_id = ${tx.tenantId}::uuid and email_norm = ${normalEmail(input.email)}`
  if (!found[0]) throw new InvalidInput({ email: 'No customer of this shop has this e-mail.' })
  const customerId = found[0].id
  const added = await tx.$executeRaw`
    insert into customer_group_members (tenant_id, group_id, customer_id)
    values (${tx.tenantId}::uuid, ${input.groupId}::uuid, ${customerId}::uuid) on conflict do nothing`
  if (added > 0) await tell(tx, by, 'member_added', input.groupId, { name, customerId })
  return { customerId }
}

export async function removeGroupMember(
  tx: TenantTx,
  input: { groupId: string; customerId: string },
  by: By,
): Promise<void> {
  const { name } = await lockGroup(tx, input.groupId)
  const gone = await tx.$executeRaw`
    delete from customer_group_members
    where tenant_id = ${tx.tenantId}::uuid and group_id = ${input.groupId}::uuid and customer_id = ${input.customerId}::uuid`
  if (gone === 0) throw new NotFound('customer')
  await tell(tx, by, 'member_removed', input.groupId, { name, customerId: input.customerId })
}

async function findGroup(tx: TenantTx, groupId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from customer_groups where tenant_id = ${tx.tenantId}::uuid and id = ${groupId}::uuid`
  if (!rows[0]) throw new NotFound('customer group')
}

async function lockGroup(tx: TenantTx, groupId: string): Promise<{ name: string; version: number }> {
  const rows = await tx.$queryRaw<{ name: string; version: number }[]>`
    select name, version from customer_groups where tenant_id = ${tx.tenantId}::uuid and id = ${groupId}::uuid for update`
  if (!rows[0]) throw new NotFound('customer group')
  return rows[0]
}

async function checkName(tx: TenantTx, name: string, ownId: string | null): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from customer_groups where tenant_id = ${tx.tenantId}::uuid and name = ${name} and id is distinct from ${ownId}::uuid`
  if (rows[0]) throw new InvalidInput({ name: 'Another group has this name already.' })
}

async function tell(
  tx: TenantTx,
  by: By,
  deed: 'created' | 'renamed' | 'removed' | 'member_added' | 'member_removed',
  groupId: string,
  changes: Record<string, unknown>,
): Promise<void> {
  await audit(tx, by, {
    action: `customer_group.${deed}`,
    subjectKind: 'customer_group',
    subjectId: groupId,
    changes,
  })
  announcePrices(tx, null)
}
