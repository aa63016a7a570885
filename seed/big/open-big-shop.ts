import { audit, SYSTEM } from '@souk/api/basics'
import { hashPassword, normalEmail } from '@souk/api/identity'
import { openShop } from '@souk/api/onboarding'
import type { AuthPool, Db, TenantTx } from '@souk/db'
import type { BigOptions } from './big-options.ts'
import { writeBigFiles } from './write-big-catalogue.ts'

export const BIG_PASSWORD = 'souk-demo-2026'
const SEEDED = 'shop.seeded'

/** A shop of that name is there and was made of something else. */
class OtherShop extends Error {}

/** The tenant to fill: a new one, or the one that an earlier run with the same options began. Throws OtherShop. */
export async function openBigShop(db: Db, auth: AuthPool, options: BigOptions, filesDir: string): Promise<string> {
  const { rows } = await auth.query<{ id: string }>('select id from tenants where slug = $1', [options.slug])
  const known = rows[0]?.id
  if (known) {
    await db.inTenant(known, (tx) => demandSame(tx, options))
    return known
  }
  const fresh = await auth.query<{ id: string }>('select uuidv7() as id')
  const tenantId = fresh.rows[0]!.id
  const passwordHash = await hashPassword(BIG_PASSWORD)
  await db.inTenant(tenantId, async (tx) => {
    await writeShop(tx, options, passwordHash)
    await writeBigFiles(tx, filesDir)
  })
  return tenantId
}

export const ownerEmail = ({ slug }: BigOptions): string => `owner@${slug}.example`

const recipeOf = ({ products, orders, seed, until }: BigOptions) => ({
  products,
  orders,
  seed,
  until: until.toISOString(),
})

async function demandSame(tx: TenantTx, options: BigOptions): Promise<void> {
  const rows = await tx.$queryRaw<{ changes: Record<string, unknown> }[]>`
    select changes from audit_entries
    where tenant_id = ${tx.tenantId}::uuid and subject_kind = 'tenant' and subject_id = ${tx.tenantId}::uuid and action = ${SEEDED}`
  const recipe = recipeOf(options)
  const before = rows[0]?.changes
  if (before && Object.entries(recipe).every(([key, value]) => before[key] === value)) return
  const how = before
    ? `It was begun with ${Object.entries(before)
        .map(([key, value]) => `--${key} ${String(value)}`)
        .join(' ')}: say the same to go on`
    : 'It was not made by this command'
  throw new OtherShop(`There is a shop ${options.slug} already. ${how}, or choose another --slug.`)
}

async function writeShop(tx: TenantTx, options: BigOptions, passwordHash: string): Promise<void> {
  const accountId = crypto.randomUUID()
  const email = ownerEmail(options)
  await tx.$executeRaw`
    insert into staff_accounts (id, email, email_norm, name, password_hash)
    values (${accountId}::uuid, ${email}, ${normalEmail(email)}, 'Nora Hagen', ${passwordHash})`
  const owner = { accountId, email, name: 'Nora Hagen' }
  await openShop(
    tx,
    { slug: options.slug, name: 'Nordhagen', country: 'DE', tagline: 'Everything for the house', owner },
    SYSTEM,
  )
  const { tenantId } = tx
  await tx.warehouse.create({ data: { tenantId, code: 'WEST', name: 'West warehouse', country: 'DE', position: 1 } })
  await tx.$executeRaw`
    update delivery_methods set free_from_minor = 4900 where tenant_id = ${tenantId}::uuid`
  const changes = recipeOf(options)
  await audit(tx, SYSTEM, { action: SEEDED, subjectKind: 'tenant', subjectId: tenantId, changes })
}
