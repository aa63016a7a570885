import { randomUUIDv7 } from 'node:crypto'
import type { TenantTx } from '@souk/db'
import {
  BadCell,
  gatherRows,
  has,
  NOTHING_TO_UNDO,
  says,
  text,
  told,
  type Cells,
  type Change,
  type Importer,
  type ImportRun,
  type ImportUnit,
  type UnitPlan,
} from '../../basics/index.ts'
import { email, normalEmail } from '../../identity/index.ts'
import { addCustomers, changed, readCustomers, writeCustomers, type CustomerRecord } from './customer-records.ts'
import { CONTACT_CELLS, CUSTOMER_FIELDS } from './customer-fields.ts'
import { undoCustomers } from './undo-customers.ts'

type CustomerRow = ImportUnit & { email: string; name: string | null; contact: Record<string, string> }

/** Customers, known by their e-mail. Who comes in this way has no password until they register. */
export const customerImporter: Importer<CustomerRow> = {
  fields: CUSTOMER_FIELDS,
  matchBy: [{ key: 'email', field: 'email' }],
  gather: (records, run) => gatherRows(records, (cells, line) => readRow(cells, line, run)),
  plan: async (tx, rows, run) => (await compare(tx, rows, run)).map(({ plan }) => plan),
  apply,
  undo: undoCustomers,
}

function readRow(cells: Cells, line: number, { rules }: ImportRun): CustomerRow {
  const typed = text(cells, 'email', 254)
  if (typed === '') throw new BadCell(`${told(cells, 'email')} is empty`)
  const parsed = email.safeParse(typed)
  if (!parsed.success) throw new BadCell(`${told(cells, 'email')} is not an e-mail address: "${typed.slice(0, 60)}"`)
  const parts = [text(cells, 'first name', 100), text(cells, 'last name', 100)].filter(Boolean).join(' ')
  const name = text(cells, 'name', 100) || parts.slice(0, 100) || null
  const contact = Object.fromEntries(
    CONTACT_CELLS.filter((cell) => says(cells, cell) || (rules.emptyClears && has(cells, cell))).map((cell) => [
      cell,
      text(cells, cell, cell === 'note' ? 2000 : 255),
    ]),
  )
  return {
    line,
    lines: [line],
    key: normalEmail(parsed.data),
    title: parsed.data,
    warnings: [],
    email: parsed.data,
    name,
    contact,
  }
}

type Compared = { plan: UnitPlan; current?: CustomerRecord; after?: CustomerRecord; fields?: Record<string, Change> }

async function compare(tx: TenantTx, rows: CustomerRow[], run: ImportRun): Promise<Compared[]> {
  const { existing, keep } = run.rules
  const found = await readCustomers(
    tx,
    rows.map(({ key }) => key),
  )
  return rows.map((row): Compared => {
    const current = found.get(row.key)
    if (!current && existing === 'update') return { plan: { outcome: 'skip', reason: 'No customer has this e-mail.' } }
    if (!current) {
      const contact = Object.fromEntries(Object.entries(row.contact).filter(([, value]) => value !== ''))
      const name = row.name ?? row.email.split('@')[0]!
      return {
        plan: { outcome: 'create' },
        after: { id: randomUUIDv7(), email: row.email, emailNorm: row.key, name, contact, version: 1 },
      }
    }
    if (existing === 'create')
      return { plan: { outcome: 'skip', reason: 'There is a customer with this e-mail already.' } }
    const given = { ...row.contact, ...(row.name && { name: row.name }) }
    const before: Record<string, string> = { ...current.contact, name: current.name }
    const fields = Object.fromEntries(
      Object.entries(given).flatMap(([field, value]): [string, Change][] =>
        keep.includes(field) || (before[field] ?? '') === value ? [] : [[field, [before[field] ?? '', value]]],
      ),
    )
    const plan: UnitPlan = { outcome: 'unchanged', subjectId: current.id }
    if (Object.keys(fields).length === 0) return { plan }
    return { plan: { ...plan, outcome: 'update', fields }, current, after: changed(current, fields, 1), fields }
  })
}

async function apply(tx: TenantTx, rows: CustomerRow[], run: ImportRun): Promise<UnitPlan[]> {
  const compared = await compare(tx, rows, run)
  const fresh = compared.flatMap(({ plan, after }) => (plan.outcome === 'create' && after ? [after] : []))
  await addCustomers(tx, fresh, run.by)
  const changes = compared.flatMap(({ current, after, fields }) =>
    current && after && fields ? [{ after, fields }] : [],
  )
  await writeCustomers(tx, changes, run.by)
  return compared.map(({ plan, current, after, fields }) => {
    if (!after) return plan
    const undo = current
      ? { ...NOTHING_TO_UNDO, version: current.version + 1, fields: fields ?? {} }
      : { ...NOTHING_TO_UNDO, created: true, version: 1 }
    return { ...plan, subjectId: after.id, undo }
  })
}
