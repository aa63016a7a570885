import type { TenantTx } from '@souk/db'
import { z } from 'zod'
import {
  anyAction,
  auditAll,
  type AnyBulkAction,
  type BulkAction,
  type BulkChange,
  type BulkRecord,
  type By,
} from '../../basics/index.ts'
import { NotFound } from '../../refusal.ts'
import { announcePrices } from '../announce-prices.ts'

const groupInput = z.object({ groupId: z.uuid(), how: z.enum(['add', 'remove']) }).strict()
type GroupInput = z.infer<typeof groupInput>

/** Puts customers into a group, or takes them out; their open pages show their prices at once. */
const changeGroup: BulkAction<GroupInput> = {
  permission: 'pricing:write',
  input: groupInput,
  subject: {
    of: {
      customers: (tx, ids) => tx.$queryRaw`
        select id, id as "groupId" from customers where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[])`,
    },
    lock: (tx, _, input) => lockGroup(tx, input),
    read: readMembers,
    write: writeMembers,
  },
  check: lockGroup,
  change: (_, { how }) => ({ member: how === 'add' }),
}

async function lockGroup(tx: TenantTx, { groupId }: GroupInput): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from customer_groups where tenant_id = ${tx.tenantId}::uuid and id = ${groupId}::uuid for update`
  if (rows.length === 0) throw new NotFound('customer group')
}

function readMembers(tx: TenantTx, ids: string[], { groupId }: GroupInput): Promise<BulkRecord[]> {
  return tx.$queryRaw`
    select c.id, c.id as "groupId", c.name as label, jsonb_build_object('member', m.customer_id is not null) as fields
    from customers c left join customer_group_members m
      on m.tenant_id = c.tenant_id and m.customer_id = c.id and m.group_id = ${groupId}::uuid
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = any(${ids}::uuid[])`
}

async function writeMembers(tx: TenantTx, changes: BulkChange[], by: By, { groupId }: GroupInput): Promise<void> {
  const into = changes.filter(({ after }) => after.member === true).map(({ id }) => id)
  const out = changes.filter(({ after }) => after.member === false).map(({ id }) => id)
  await tx.$executeRaw`
    insert into customer_group_members (tenant_id, group_id, customer_id)
    select ${tx.tenantId}::uuid, ${groupId}::uuid, id from unnest(${into}::uuid[]) as n(id) on conflict do nothing`
  await tx.$executeRaw`
    delete from customer_group_members
    where tenant_id = ${tx.tenantId}::uuid and group_id = ${groupId}::uuid and customer_id = any(${out}::uuid[])`
  const [group] = await tx.$queryRaw<{ name: string }[]>`
    select name from customer_groups where tenant_id = ${tx.tenantId}::uuid and id = ${groupId}::uuid`
  await auditAll(
    tx,
    by,
    changes.map(({ id, after }) => ({
      action: after.member === true ? 'customer_group.member_added' : 'customer_group.member_removed',
      subjectKind: 'customer_group',
      subjectId: groupId,
      changes: { name: group!.name, customerId: id },
    })),
  )
  announcePrices(tx, null)
}

/** What pricing has to say about many customers at once, by the key that runs keep. */
export const pricingBulkActions: Record<string, AnyBulkAction> = { 'customers.group': anyAction(changeGroup) }
