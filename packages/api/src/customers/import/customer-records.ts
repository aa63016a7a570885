import type { TenantTx } from '@souk/db'
import { auditAll, type By, type Change } from '../../basics/index.ts'

export type CustomerRecord = {
  id: string
  email: string
  emailNorm: string
  name: string
  contact: Record<string, string>
  version: number
}

/** The customers with these addresses, locked in the order of their ids, by the normal form of the address. */
export async function readCustomers(tx: TenantTx, emails: string[]): Promise<Map<string, CustomerRecord>> {
  const rows = await tx.$queryRaw<CustomerRecord[]>`
    select id, email, email_norm as "emailNorm", name, contact, version from customers
    where tenant_id = ${tx.tenantId}::uuid and email_norm = any(${emails}::text[]) order by id for update`
  return new Map(rows.map((row) => [row.emailNorm, row]))
}

/** Adds customers without a password. One that has registered in this moment is left to the next try. */
export async function addCustomers(tx: TenantTx, customers: CustomerRecord[], by: By): Promise<void> {
  if (customers.length === 0) return
  await tx.$executeRaw`
    insert into customers (tenant_id, id, email, email_norm, name, contact)
    select ${tx.tenantId}::uuid, id, email, "emailNorm", name, contact
    from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) as c(id uuid, email text, "emailNorm" text, name text, contact jsonb)`
  const deeds = customers.map(({ id, name }) => ({
    action: 'customer.imported',
    subjectKind: 'customer',
    subjectId: id,
    changes: { name },
  }))
  await auditAll(tx, by, deeds)
}

/** Writes name and contact of customers that are locked; each gets its next version and a row in the log. */
export async function writeCustomers(
  tx: TenantTx,
  changes: { after: CustomerRecord; fields: Record<string, Change> }[],
  by: By,
): Promise<void> {
  if (changes.length === 0) return
  await tx.$executeRaw`
    update customers c set name = n.name, contact = n.contact, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(changes.map(({ after }) => after))}::jsonb) as n(id uuid, name text, contact jsonb)
    where c.tenant_id = ${tx.tenantId}::uuid and c.id = n.id`
  const deeds = changes.map(({ after, fields }) => ({
    action: 'customer.saved',
    subjectKind: 'customer',
    subjectId: after.id,
    changes: fields,
  }))
  await auditAll(tx, by, deeds)
}

/** A customer with some fields set; `side` says which value of a change is meant. */
export function changed(customer: CustomerRecord, fields: Record<string, Change>, side: 0 | 1): CustomerRecord {
  const { name = customer.name, ...contact } = Object.fromEntries(
    Object.entries(fields).map(([field, change]) => [field, String(change[side])]),
  )
  const all = Object.entries({ ...customer.contact, ...contact }).filter(([, value]) => value !== '')
  return { ...customer, name, contact: Object.fromEntries(all) }
}
