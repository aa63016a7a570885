import type { TenantTx } from '@souk/db'
import { sourceTexts, type TranslatedKind } from './source-texts.ts'

/**
 * Counts anew how far records are translated into each language of the shop. A text counts as done when it has a
 * translation, and as outdated when what it was made from has changed since. A shop of one language writes nothing.
 */
export async function refreshProgress(tx: TenantTx, kind: TranslatedKind, subjectIds: string[]): Promise<void> {
  const languages = await tx.$queryRaw<{ languages: string[] }[]>`
    select languages from shop_settings where tenant_id = ${tx.tenantId}::uuid and languages <> '{}'`
  const locales = languages[0]?.languages ?? []
  if (locales.length === 0 || subjectIds.length === 0) return
  await tx.$executeRaw`
    with texts as (${sourceTexts(tx.tenantId, kind, subjectIds)}),
    counted as (
      select s.subject_id, l.locale, count(*)::int as fields, count(t.field)::int as done,
        count(*) filter (where t.source_hash <> md5(s.text))::int as outdated
      from texts s cross join unnest(${locales}::text[]) as l(locale)
      left join translations t on t.tenant_id = ${tx.tenantId}::uuid and t.subject_kind = ${kind} and t.subject_id = s.subject_id
        and t.locale = l.locale and t.field = s.field and t.value <> ''
      group by 1, 2)
    insert into translation_progress as p (tenant_id, subject_kind, locale, subject_id, fields, done, outdated)
    select ${tx.tenantId}::uuid, ${kind}, locale, subject_id, fields, done, outdated from counted
    on conflict (tenant_id, subject_kind, locale, subject_id) do update
    set fields = excluded.fields, done = excluded.done, outdated = excluded.outdated
    where (p.fields, p.done, p.outdated) is distinct from (excluded.fields, excluded.done, excluded.outdated)`
}
