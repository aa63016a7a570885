import { hashPassword, normalEmail } from '@souk/api/identity'
import { findStockViolations } from '@souk/api/inventory'
import { findUnbalancedEntries } from '@souk/api/ledger'
import { openShop } from '@souk/api/onboarding'
import { createAuthPool, createDb, type AuthPool, type Db, type TenantTx } from '@souk/db'
import type { DemoShop, DemoStaff } from './demo-shop.ts'
import { picturesOf } from './pictures.ts'
import { halden } from './shops/halden.ts'
import { kumo } from './shops/kumo.ts'
import { writeCatalogue } from './write-catalogue.ts'
import { writeHistory } from './write-history.ts'

export type SignIn = { shop: string; address: string; email: string; password: string; role: string }

export type SeedInput = { databaseUrl: string; authUrl: string; filesDir: string; log: (line: string) => void }

const SHOPS = [halden, kumo]
const BY = { kind: 'system', id: null, name: 'Souk' } as const

/**
 * Opens the two demo shops the first time it runs, each whole in one transaction, through the same functions that serve
 * a merchant. Returns who can sign in where; `created` tells whether anything was made.
 */
export async function seed(input: SeedInput): Promise<{ signIns: SignIn[]; created: boolean }> {
  // A shop is written whole in one transaction, which a slow or busy machine must be given the time for.
  const db = createDb(input.databaseUrl, { limits: { totalMs: 120_000 } })
  const auth = createAuthPool(input.authUrl)
  try {
    let created = false
    for (const shop of SHOPS) created = (await seedShop(db, auth, shop, input)) || created
    return { signIns: SHOPS.flatMap(signInsOf), created }
  } finally {
    await db.close()
    await auth.end()
  }
}

async function seedShop(db: Db, auth: AuthPool, shop: DemoShop, { filesDir, log }: SeedInput): Promise<boolean> {
  const known = await auth.query('select 1 from tenants where slug = $1', [shop.slug])
  if (known.rowCount) return false
  const [pictures, passwords] = await Promise.all([picturesOf(shop), hashedPasswords(shop)])
  const { rows } = await auth.query<{ id: string }>('select uuidv7() as id')
  await db.inTenant(rows[0]!.id, async (tx) => {
    await writeShop(tx, shop, passwords)
    const catalogue = await writeCatalogue(tx, shop, pictures, filesDir)
    await writeTheme(tx, shop, catalogue.files)
    await writeHistory(tx, shop, catalogue)
    await proveLedgers(tx)
  })
  log(`${shop.name}: ${shop.products.length} products, ${pictures.size} pictures`)
  return true
}

/** Argon2 is slow on purpose; staff of one shop share their demo password, so it is hashed once a password. */
async function hashedPasswords(shop: DemoShop): Promise<Map<string, string>> {
  const plain = [...new Set(shop.staff.map(({ password }) => password))]
  return new Map(await Promise.all(plain.map(async (password) => [password, await hashPassword(password)] as const)))
}

async function writeShop(tx: TenantTx, shop: DemoShop, passwords: Map<string, string>): Promise<void> {
  const people = await Promise.all(
    shop.staff.map((person) => writeAccount(tx, person, passwords.get(person.password)!)),
  )
  const owner = people.find(({ role }) => role === 'owner')!
  const { slug, name, country, currency, locale, tagline, announcement } = shop
  const policies = Object.fromEntries(Object.entries(shop.policies).map(([key, html]) => [key, plainText(html)]))
  await openShop(tx, { slug, name, country, currency, locale, tagline, announcement, policies, owner }, BY)
  const others = people.filter((person) => person !== owner)
  await tx.membership.createMany({
    data: others.map(({ accountId, email, name: called, role }) => ({
      tenantId: tx.tenantId,
      accountId,
      email,
      name: called,
      roleKey: role,
      createdAt: new Date(Date.now() - 80 * 86_400_000),
    })),
  })
  await tx.deliveryMethod.deleteMany({ where: { tenantId: tx.tenantId } })
  await tx.deliveryMethod.createMany({
    data: shop.deliveryMethods.map((method, position) => ({
      tenantId: tx.tenantId,
      name: method.name,
      priceMinor: method.priceMinor,
      freeFromMinor: method.freeFromMinor ?? null,
      daysMin: method.minDays,
      daysMax: method.maxDays,
      countries: method.countries,
      position,
    })),
  })
}

/** Policies are plain text with blank lines between paragraphs. */
const plainText = (html: string): string =>
  html
    .split('</p>')
    .map((paragraph) => paragraph.replace('<p>', '').trim())
    .filter(Boolean)
    .join('\n\n')

async function writeAccount(tx: TenantTx, person: DemoStaff, passwordHash: string) {
  const accountId = crypto.randomUUID()
  await tx.$executeRaw`
    insert into staff_accounts (id, email, email_norm, name, password_hash)
    values (${accountId}::uuid, ${person.email}, ${normalEmail(person.email)}, ${person.name}, ${passwordHash})`
  return { accountId, email: person.email, name: person.name, role: person.role }
}

async function writeTheme(tx: TenantTx, shop: DemoShop, files: Map<string, string>): Promise<void> {
  const { hero, logo, ...look } = shop.theme
  const { art, ...words } = hero
  const theme = { ...look, logoSvg: logo, hero: { ...words, imageFileId: files.get(JSON.stringify(art)) } }
  await tx.shopSettings.update({
    where: { tenantId: tx.tenantId },
    data: { theme, contactEmail: shop.contact.email },
  })
}

/** A demo whose ledgers are wrong would teach everyone to distrust the real ones: then nothing is kept. */
async function proveLedgers(tx: TenantTx): Promise<void> {
  const wrong = [...(await findStockViolations(tx)), ...(await findUnbalancedEntries(tx))]
  if (wrong.length > 0)
    throw new Error(
      `The demo's ledgers do not add up: ${JSON.stringify(wrong[0], (_, v: unknown) => (typeof v === 'bigint' ? String(v) : v))}`,
    )
}

const signInsOf = (shop: DemoShop): SignIn[] =>
  shop.staff.map(({ email, password, role }) => ({
    shop: shop.name,
    address: `${shop.slug}.localhost`,
    email,
    password,
    role,
  }))
