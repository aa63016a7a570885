import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput, NotFound, type FieldErrors } from '../../refusal.ts'
import { announceOrganisation } from '../naming/named-records.ts'
import { sanitiseRichText } from '../rich-text.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import { refreshProgress } from './refresh-progress.ts'
import { sourceTexts, type TranslatedKind } from './source-texts.ts'

export type TranslationRow = {
  field: string
  source: string
  value: string
  /** What it was made from has changed since. */
  outdated: boolean
}

/** The texts of a record beside their translations, in the order of its page. Throws NotFound when it has none. */
export async function readTranslations(
  tx: TenantTx,
  kind: TranslatedKind,
  subjectId: string,
  locale: string,
): Promise<TranslationRow[]> {
  const rows = await tx.$queryRaw<TranslationRow[]>`
    select s.field, s.text as source, coalesce(t.value, '') as value,
      coalesce(t.value <> '' and t.source_hash <> md5(s.text), false) as outdated
    from (${sourceTexts(tx.tenantId, kind, [subjectId])}) s
    left join translations t on t.tenant_id = ${tx.tenantId}::uuid and t.subject_kind = ${kind} and t.subject_id = s.subject_id
      and t.locale = ${locale} and t.field = s.field
    order by s.place`
  if (rows.length === 0) throw new NotFound(kind)
  return rows
}

const TEXT_MAX = 200_000
const RICH = new Set(['bodyHtml', 'descriptionHtml'])

export type SaveTranslations = {
  kind: TranslatedKind
  subjectId: string
  locale: string
  texts: {
    field: string
    value: string
    /** Says that the words still fit what they were made from. */ upToDate?: boolean | undefined
  }[]
}

/**
 * Writes translations of a record. A text that is written, or confirmed, counts as made from what the record says now;
 * an empty one is taken away. A product gets a version of it, for its history to give back.
 */
export async function saveTranslations(tx: TenantTx, input: SaveTranslations, by: By): Promise<{ written: number }> {
  const { kind, subjectId, locale } = input
  await checkLocale(tx, locale)
  if (kind === 'product') await lockProduct(tx, subjectId)
  const before = new Map((await readTranslations(tx, kind, subjectId, locale)).map((row) => [row.field, row]))
  const errors: FieldErrors = {}
  const texts = input.texts.flatMap(({ field, value, upToDate }) => {
    const row = before.get(field)
    if (!row) throw new NotFound('text')
    if (value.length > TEXT_MAX) errors[`text.${field}`] = 'This text is too long.'
    const words = RICH.has(field) ? sanitiseRichText(value) : value.trim()
    return words !== row.value || (upToDate && row.outdated) ? [{ field, value: words, source: row.source }] : []
  })
  if (Object.keys(errors).length > 0) throw new InvalidInput(errors)
  if (texts.length === 0) return { written: 0 }
  await tx.$executeRaw`
    insert into translations (tenant_id, subject_kind, subject_id, locale, field, value, source_hash, updated_at)
    select ${tx.tenantId}::uuid, ${kind}, ${subjectId}::uuid, ${locale}, field, value, md5(source), now()
    from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb) as n(field text, value text, source text)
    on conflict (tenant_id, subject_kind, subject_id, locale, field)
    do update set value = excluded.value, source_hash = excluded.source_hash, updated_at = excluded.updated_at`
  const changes = Object.fromEntries(texts.map(({ field, value }) => [field, [before.get(field)!.value, value]]))
  const deed = { action: `${kind}.translated`, changes: { locale, ...changes } }
  if (kind === 'product') await touchProduct(tx, subjectId, deed, by)
  else {
    await audit(tx, by, { ...deed, subjectKind: kind, subjectId })
    await refreshProgress(tx, kind, [subjectId])
    announceOrganisation(tx, kind, subjectId)
  }
  return { written: texts.length }
}

async function checkLocale(tx: TenantTx, locale: string): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from shop_settings where tenant_id = ${tx.tenantId}::uuid and ${locale} = any(languages)`
  if (rows.length === 0) throw new InvalidInput({ locale: 'The shop does not speak this language.' })
}

/**
 * What records say in a language, by id and field; where a translation is missing or empty, in the shop's own words. The
 * storefront reads through this.
 */
export async function translated(
  tx: TenantTx,
  kind: TranslatedKind,
  ids: string[],
  locale: string,
): Promise<Map<string, Record<string, string>>> {
  const rows = await tx.$queryRaw<{ subjectId: string; field: string; text: string }[]>`
    select s.subject_id as "subjectId", s.field, coalesce(nullif(t.value, ''), s.text) as text
    from (${sourceTexts(tx.tenantId, kind, ids)}) s
    left join translations t on t.tenant_id = ${tx.tenantId}::uuid and t.subject_kind = ${kind} and t.subject_id = s.subject_id
      and t.locale = ${locale} and t.field = s.field`
  const texts = new Map<string, Record<string, string>>()
  for (const { subjectId, field, text } of rows) texts.set(subjectId, { ...texts.get(subjectId), [field]: text })
  return texts
}
