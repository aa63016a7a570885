import { Prisma, type TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput } from '../../refusal.ts'
import { lockShop } from '../../tenants/index.ts'
import { enqueueQuality } from '../quality/look-over.ts'
import type { TranslatedKind } from './source-texts.ts'

export type ShopLanguages = { own: string; languages: string[] }

/** The shop's own language, in which records are written, and those it is translated into. */
export async function readLanguages(tx: TenantTx): Promise<ShopLanguages> {
  const rows = await tx.$queryRaw<ShopLanguages[]>`
    select t.locale as own, s.languages from shop_settings s join tenants t on t.id = s.tenant_id
    where s.tenant_id = ${tx.tenantId}::uuid`
  return rows[0]!
}

/** Says which languages the shop speaks besides its own. Translations into one that is left out stay, for the day it comes back. */
export async function setLanguages(tx: TenantTx, languages: string[], by: By): Promise<{ jobId: string }> {
  await lockShop(tx)
  const before = await readLanguages(tx)
  const after = [...new Set(languages)].toSorted()
  if (after.includes(before.own)) throw new InvalidInput({ languages: 'This is the language of the shop itself.' })
  await tx.$executeRaw`
    update shop_settings set languages = ${after}::text[], version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid`
  const changes = { languages: [before.languages, after] }
  await audit(tx, by, { action: 'shop.languages_set', subjectKind: 'tenant', subjectId: tx.tenantId, changes })
  return enqueueQuality(tx, by)
}

const TABLES: Record<TranslatedKind, { rows: Prisma.Sql; title: Prisma.Sql; base: Prisma.Sql }> = {
  product: { rows: Prisma.sql`products`, title: Prisma.sql`r.title`, base: Prisma.sql`r.status <> 'archived'` },
  collection: { rows: Prisma.sql`collections`, title: Prisma.sql`r.title`, base: Prisma.sql`true` },
  category: { rows: Prisma.sql`categories`, title: Prisma.sql`r.name`, base: Prisma.sql`true` },
  attribute: { rows: Prisma.sql`attributes`, title: Prisma.sql`r.name`, base: Prisma.sql`true` },
}

export type TranslationState = 'all' | 'missing' | 'outdated' | 'complete'
export type SubjectRow = { id: string; title: string; fields: number | null; done: number; outdated: number }

/** Records of a kind with how far they are translated into a language, newest first, on the primary key. */
export async function listSubjects(
  tx: TenantTx,
  input: {
    kind: TranslatedKind
    locale: string
    state: TranslationState
    q: string
    after?: string | undefined
    limit: number
  },
): Promise<SubjectRow[]> {
  const { rows, title, base } = TABLES[input.kind]
  const states: Record<TranslationState, Prisma.Sql> = {
    all: Prisma.sql`true`,
    missing: Prisma.sql`(p.fields is null or p.done < p.fields)`,
    outdated: Prisma.sql`p.outdated > 0`,
    complete: Prisma.sql`p.done = p.fields and p.outdated = 0`,
  }
  return tx.$queryRaw`
    select r.id, ${title} as title, p.fields, coalesce(p.done, 0)::int as done, coalesce(p.outdated, 0)::int as outdated
    from ${rows} r left join translation_progress p
      on p.tenant_id = r.tenant_id and p.subject_kind = ${input.kind} and p.locale = ${input.locale} and p.subject_id = r.id
    where r.tenant_id = ${tx.tenantId}::uuid and ${base} and ${states[input.state]}
      and position(lower(${input.q}::text) in lower(${title})) > 0
      and (${input.after ?? null}::uuid is null or r.id < ${input.after ?? null}::uuid)
    order by r.id desc limit ${input.limit}`
}

export type LanguageProgress = { locale: string; records: number; complete: number; outdated: number }

/** Of the records of a kind: how many are wholly translated into each language, and how many have something outdated. */
export async function languageProgress(tx: TenantTx, kind: TranslatedKind): Promise<LanguageProgress[]> {
  const { rows, base } = TABLES[kind]
  return tx.$queryRaw`
    select l.locale, (select count(*)::int from ${rows} r where r.tenant_id = ${tx.tenantId}::uuid and ${base}) as records,
      count(p.subject_id) filter (where p.done = p.fields and p.outdated = 0)::int as complete,
      count(p.subject_id) filter (where p.outdated > 0)::int as outdated
    from shop_settings s cross join lateral unnest(s.languages) as l(locale)
    left join (translation_progress p join ${rows} r on r.tenant_id = p.tenant_id and r.id = p.subject_id and ${base})
      on p.tenant_id = s.tenant_id and p.subject_kind = ${kind} and p.locale = l.locale
    where s.tenant_id = ${tx.tenantId}::uuid group by 1 order by 1`
}
