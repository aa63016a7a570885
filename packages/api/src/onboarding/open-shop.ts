import { randomBytes } from 'node:crypto'
import type { TenantTx } from '@souk/db'
import { sqlStateOf } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { SYSTEM_ROLES } from '../identity/index.ts'
import { InvalidInput } from '../refusal.ts'
import type { ShopPolicies, ShopTheme } from '../tenants/index.ts'
import { COUNTRY_STARTS } from './countries.ts'

export type OpenShop = {
  slug: string
  name: string
  country: string
  owner: { accountId: string; email: string; name: string }
  /** What differs from the country's usual start. */
  currency?: string
  locale?: string
  tagline?: string
  announcement?: string
  theme?: ShopTheme
  policies?: ShopPolicies
}

/** The address was taken by another shop between the check and the submit. */
class AddressTaken extends InvalidInput {
  constructor(slug: string) {
    super({ slug: `The address ${slug} is taken. Choose another one.` })
  }
}

/**
 * Opens a shop inside a transaction already bound to its new id: the tenant with its roles, its owner, its warehouse and
 * the settings it can sell with at once. Throws AddressTaken.
 */
export async function openShop(tx: TenantTx, input: OpenShop, by: By): Promise<void> {
  const start = COUNTRY_STARTS[input.country]
  if (!start) throw new InvalidInput({ country: 'Choose a country from the list.' })
  const { tenantId } = tx
  await insertTenant(tx, input, {
    ...start,
    ...(input.currency && { currency: input.currency }),
    ...(input.locale && { locale: input.locale }),
  })
  await tx.role.createMany({ data: SYSTEM_ROLES.map((role) => ({ ...role, tenantId, system: true })) })
  const { accountId, email, name } = input.owner
  await tx.membership.create({ data: { tenantId, roleKey: 'owner', accountId, email, name } })
  await tx.shopSettings.create({
    data: {
      tenantId,
      tagline: input.tagline ?? '',
      announcement: input.announcement ?? '',
      contactEmail: input.owner.email,
      theme: input.theme ?? {},
      policies: input.policies ?? {},
      pricesIncludeTax: !['US', 'CA'].includes(input.country),
    },
  })
  await tx.warehouse.create({ data: { tenantId, code: 'MAIN', name: 'Main warehouse', country: input.country } })
  await tx.taxRate.create({ data: { tenantId, country: input.country, name: start.taxName, rateBp: start.taxRateBp } })
  await tx.deliveryMethod.create({
    data: {
      tenantId,
      name: 'Standard delivery',
      priceMinor: start.delivery,
      daysMin: 2,
      daysMax: 4,
      countries: [input.country],
    },
  })
  await tx.paymentProvider.create({
    data: { tenantId, provider: 'sandbox', name: 'Card (sandbox)', webhookSecret: randomBytes(32).toString('hex') },
  })
  await audit(tx, by, {
    action: 'shop.opened',
    subjectKind: 'tenant',
    subjectId: tenantId,
    changes: { slug: input.slug, name: input.name },
  })
}

async function insertTenant(
  tx: TenantTx,
  input: OpenShop,
  start: { currency: string; locale: string; timeZone: string },
): Promise<void> {
  try {
    await tx.$executeRaw`
      insert into tenants (id, slug, name, currency, locale, country, time_zone)
      values (${tx.tenantId}::uuid, ${input.slug}, ${input.name}, ${start.currency}, ${start.locale}, ${input.country}, ${start.timeZone})`
  } catch (error) {
    if (sqlStateOf(error) === '23505') throw new AddressTaken(input.slug)
    throw error
  }
}
