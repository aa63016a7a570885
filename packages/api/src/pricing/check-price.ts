import type { TenantTx } from '@souk/db'
import { normalEmail } from '../identity/index.ts'
import { InvalidInput, NotFound } from '../refusal.ts'
import { decidePrices } from './decided-price.ts'
import type { PriceQuestion } from './schema.ts'

export type PriceAnswer = {
  priceMinor: bigint
  basePriceMinor: bigint
  list: { id: string; name: string } | null
}

/** What a piece costs someone at some moment, and which list says so: asked of the same rule that sells. Throws NotFound. */
export async function checkPrice(tx: TenantTx, input: PriceQuestion): Promise<PriceAnswer> {
  const customerId = input.email ? await findCustomer(tx, input.email) : null
  const at = input.atLocal ? await momentOf(tx, input.atLocal) : undefined
  const [decided] = await decidePrices(tx, [input], { customerId, ...(at && { at }) })
  if (!decided) throw new NotFound('variant')
  const rows = await tx.$queryRaw<Omit<PriceAnswer, 'priceMinor'>[]>`
    select v.price_minor as "basePriceMinor", case when l.id is not null then jsonb_build_object('id', l.id, 'name', l.name) end as list
    from product_variants v left join price_lists l on l.tenant_id = v.tenant_id and l.id = ${decided.listId}::uuid
    where v.tenant_id = ${tx.tenantId}::uuid and v.id = ${input.variantId}::uuid`
  return { ...rows[0]!, priceMinor: decided.priceMinor }
}

async function findCustomer(tx: TenantTx, email: string): Promise<string> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select id from customers where tenant_id = ${tx.tenantId}::uuid and email_norm = ${normalEmail(email)}`
  if (!rows[0]) throw new InvalidInput({ email: 'No customer of this shop has this e-mail.' })
  return rows[0].id
}

async function momentOf(tx: TenantTx, local: string): Promise<Date> {
  const rows = await tx.$queryRaw<{ at: Date }[]>`
    select ${local}::timestamp at time zone t.time_zone as at from tenants t where t.id = ${tx.tenantId}::uuid`
  return rows[0]!.at
}
