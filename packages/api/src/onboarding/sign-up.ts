import { sqlStateOf, type AuthPool, type Db } from '@souk/db'
import { hashPassword, normalEmail, openStaffSession, makeHandoff, type SessionFacts } from '../identity/index.ts'
import { InvalidInput } from '../refusal.ts'
import { isAllowedSlug, slugOf } from '../tenants/index.ts'
import { openShop } from './open-shop.ts'

export type SignUp = { email: string; password: string; shopName: string; slug: string; country: string }

class EmailTaken extends InvalidInput {
  constructor() {
    super({ email: 'There is an account with this e-mail. Sign in to open another shop with it.' })
  }
}

export type SignedUp = { tenantId: string; slug: string; sessionToken: string; handoff: string }

/**
 * Makes the account and its shop in one transaction - both stand or neither - and signs the merchant in: on the
 * platform by the session token, in the new back office by the hand-off key. Throws EmailTaken, AddressTaken.
 */
export async function signUp(db: Db, auth: AuthPool, input: SignUp, facts: SessionFacts): Promise<SignedUp> {
  const passwordHash = await hashPassword(input.password)
  const [tenantId, accountId] = [await newId(auth), await newId(auth)]
  const owner = { accountId, email: input.email, name: nameFromEmail(input.email) }
  await db.inTenant(tenantId, async (tx) => {
    try {
      await tx.$executeRaw`
        insert into staff_accounts (id, email, email_norm, name, password_hash)
        values (${accountId}::uuid, ${input.email}, ${normalEmail(input.email)}, ${owner.name}, ${passwordHash})`
    } catch (error) {
      if (sqlStateOf(error) === '23505') throw new EmailTaken()
      throw error
    }
    const by = { kind: 'staff', id: accountId, name: owner.name, ip: facts.ip } as const
    await openShop(tx, { slug: input.slug, name: input.shopName, country: input.country, owner }, by)
  })
  return enter(auth, { tenantId, slug: input.slug, accountId }, facts)
}

/** Opens one more shop for a signed-in account. */
export async function openAnotherShop(
  db: Db,
  auth: AuthPool,
  account: { id: string; email: string; name: string },
  input: Omit<SignUp, 'email' | 'password'>,
): Promise<{ slug: string; handoff: string }> {
  const tenantId = await newId(auth)
  const owner = { accountId: account.id, email: account.email, name: account.name }
  await db.inTenant(tenantId, (tx) =>
    openShop(
      tx,
      { slug: input.slug, name: input.shopName, country: input.country, owner },
      { kind: 'staff', id: account.id, name: account.name },
    ),
  )
  return { slug: input.slug, handoff: await makeHandoff(auth, account.id, tenantId) }
}

async function enter(
  auth: AuthPool,
  shop: { tenantId: string; slug: string; accountId: string },
  facts: SessionFacts,
): Promise<SignedUp> {
  return {
    tenantId: shop.tenantId,
    slug: shop.slug,
    sessionToken: await openStaffSession(auth, shop.accountId, facts),
    handoff: await makeHandoff(auth, shop.accountId, shop.tenantId),
  }
}

export type AddressCheck = { slug: string; available: boolean; reason: string | null }

/** Whether an address can still be had, told while typing; with only a name, the first free address near it. */
export async function checkAddress(auth: AuthPool, input: { name?: string; slug?: string }): Promise<AddressCheck> {
  const wanted = input.slug ?? slugOf(input.name ?? '')
  if (!wanted) return { slug: '', available: false, reason: 'Type a name of at least two letters or digits.' }
  if (!isAllowedSlug(wanted)) {
    return {
      slug: wanted,
      available: false,
      reason: 'Use 3 to 40 letters, digits and hyphens. Some words are kept for the platform.',
    }
  }
  const candidates = input.slug ? [wanted] : [wanted, ...[2, 3, 4, 5].map((n) => `${wanted.slice(0, 38)}-${n}`)]
  const { rows } = await auth.query<{ slug: string }>('select slug from tenants where slug = any($1)', [candidates])
  const taken = new Set(rows.map((row) => row.slug))
  const free = candidates.find((slug) => !taken.has(slug))
  if (free) return { slug: free, available: true, reason: null }
  return { slug: wanted, available: false, reason: 'This address is taken.' }
}

async function newId(auth: AuthPool): Promise<string> {
  const { rows } = await auth.query<{ id: string }>('select uuidv7() as id')
  return rows[0]!.id
}

const nameFromEmail = (email: string): string =>
  (email.split('@')[0] ?? email)
    .split(/[._+-]+/)
    .filter(Boolean)
    .map((part) => part[0]!.toUpperCase() + part.slice(1))
    .join(' ')
