import type { TenantTx } from '@souk/db'
import {
  auditAll,
  restoreFields,
  toldRestored,
  type ImportRun,
  type UndoneRow,
  type UndoRow,
} from '../../basics/index.ts'
import { changed, writeCustomers, type CustomerRecord } from './customer-records.ts'

type Standing = CustomerRecord & { alive: boolean }

/** Undoes rows of a customer import: who came with it and did nothing since goes; what it changed goes back where nobody changed it again. */
export async function undoCustomers(
  tx: TenantTx,
  rows: UndoRow[],
  run: ImportRun,
  cautious: boolean,
): Promise<UndoneRow[]> {
  const ids = rows.flatMap(({ subjectId }) => (subjectId ? [subjectId] : []))
  const found = new Map((await lockCustomers(tx, ids)).map((row) => [row.id, row]))
  const removed: Standing[] = []
  const restored: Parameters<typeof writeCustomers>[1] = []
  const undone = rows.map(({ line, subjectId, undo }): UndoneRow => {
    const customer = found.get(subjectId ?? '')
    if (!customer) return { line, undone: 'kept', reason: 'This customer is gone already.' }
    if (undo.created) {
      if (customer.alive || cautious || customer.version !== undo.version)
        return { line, undone: 'kept', reason: 'They registered, ordered or were changed since, so they stay.' }
      removed.push(customer)
      return { line, undone: 'removed', reason: null }
    }
    const { back, kept } = restoreFields({ ...customer.contact, name: customer.name }, undo.fields)
    const fields = Object.fromEntries(Object.entries(undo.fields).filter(([field]) => field in back))
    if (Object.keys(fields).length > 0) restored.push({ after: changed(customer, fields, 0), fields: reversed(fields) })
    return toldRestored(line, Object.keys(fields).length, kept)
  })
  await writeCustomers(tx, restored, run.by)
  await remove(tx, removed, run)
  return undone
}

const reversed = (fields: UndoRow['undo']['fields']): UndoRow['undo']['fields'] =>
  Object.fromEntries(Object.entries(fields).map(([field, [before, after]]) => [field, [after, before]]))

/** `alive` are those who registered, or whom an order, a cart, a complaint or a saved address names. */
async function lockCustomers(tx: TenantTx, ids: string[]): Promise<Standing[]> {
  return tx.$queryRaw`
    select c.id, c.email, c.email_norm as "emailNorm", c.name, c.contact, c.version,
      c.password_hash is not null
        or exists (select 1 from orders o where o.tenant_id = c.tenant_id and o.customer_id = c.id)
        or exists (select 1 from carts k where k.tenant_id = c.tenant_id and k.customer_id = c.id)
        or exists (select 1 from complaints s where s.tenant_id = c.tenant_id and s.customer_id = c.id)
        or exists (select 1 from customer_addresses a where a.tenant_id = c.tenant_id and a.customer_id = c.id) as alive
    from customers c where c.tenant_id = ${tx.tenantId}::uuid and c.id = any(${ids}::uuid[]) order by c.id for update`
}

async function remove(tx: TenantTx, removed: Standing[], run: ImportRun): Promise<void> {
  if (removed.length === 0) return
  await tx.$executeRaw`
    delete from customers
    where tenant_id = ${tx.tenantId}::uuid and id = any(${removed.map(({ id }) => id)}::uuid[]) and password_hash is null`
  const deeds = removed.map(({ id, name }) => ({
    action: 'customer.removed',
    subjectKind: 'customer',
    subjectId: id,
    changes: { name },
  }))
  await auditAll(tx, run.by, deeds)
}
