import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { NotFound } from '../refusal.ts'

export type DeliverySetting = {
  id: string
  name: string
  description: string
  priceMinor: bigint
  freeFromMinor: bigint | null
  countries: string[]
  daysMin: number
  daysMax: number
  active: boolean
}
export type TaxSetting = { country: string; name: string; rateBp: number }

/** How the shop delivers and what tax it charges, switched-off methods included. */
export async function readSellingSettings(tx: TenantTx): Promise<{ delivery: DeliverySetting[]; taxes: TaxSetting[] }> {
  const delivery = await tx.$queryRaw<DeliverySetting[]>`
    select id, name, description, price_minor as "priceMinor", free_from_minor as "freeFromMinor", countries, days_min as "daysMin",
      days_max as "daysMax", active
    from delivery_methods where tenant_id = ${tx.tenantId}::uuid order by position, id`
  const taxes = await tx.$queryRaw<TaxSetting[]>`
    select country, name, rate_bp as "rateBp" from tax_rates where tenant_id = ${tx.tenantId}::uuid order by country`
  return { delivery, taxes }
}

export type SaveDeliveryMethod = Omit<DeliverySetting, 'id'> & { id?: string | undefined }

/** Adds a way to deliver, or changes one. Orders keep the name and price they were placed with. */
export async function saveDeliveryMethod(tx: TenantTx, input: SaveDeliveryMethod, by: By): Promise<{ id: string }> {
  const { id, ...data } = input
  const saved = id
    ? await changeMethod(tx, id, data)
    : await tx.deliveryMethod.create({ data: { tenantId: tx.tenantId, ...data } })
  await audit(tx, by, {
    action: id ? 'shop.delivery_changed' : 'shop.delivery_added',
    subjectKind: 'tenant',
    subjectId: tx.tenantId,
    changes: { name: input.name, priceMinor: input.priceMinor, active: input.active },
  })
  return { id: saved.id }
}

async function changeMethod(tx: TenantTx, id: string, data: Omit<DeliverySetting, 'id'>): Promise<{ id: string }> {
  const { count } = await tx.deliveryMethod.updateMany({ where: { tenantId: tx.tenantId, id }, data })
  if (count === 0) throw new NotFound('delivery method')
  return { id }
}

/** Sets the tax on sales to a country; orders placed before keep theirs. */
export async function saveTaxRate(tx: TenantTx, input: TaxSetting, by: By): Promise<void> {
  const key = { tenantId: tx.tenantId, country: input.country }
  const before = await tx.taxRate.findUnique({ where: { tenantId_country: key }, select: { rateBp: true } })
  await tx.taxRate.upsert({
    where: { tenantId_country: key },
    create: { ...key, ...input },
    update: { name: input.name, rateBp: input.rateBp },
  })
  await audit(tx, by, {
    action: 'shop.tax_changed',
    subjectKind: 'tenant',
    subjectId: tx.tenantId,
    changes: { country: input.country, rateBp: [before?.rateBp ?? null, input.rateBp] },
  })
}
