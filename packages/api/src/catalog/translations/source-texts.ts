import { Prisma } from '@souk/db'

export const TRANSLATED_KINDS = ['product', 'collection', 'category', 'attribute'] as const
export type TranslatedKind = (typeof TRANSLATED_KINDS)[number]

/**
 * The texts of records that can be translated, as (subject_id, place, field, text); empty ones have nothing to translate.
 * An option is known by its words: when those change, it is another text and wants another translation.
 */
export function sourceTexts(tenantId: string, kind: TranslatedKind, ids: string[]): Prisma.Sql {
  return Prisma.sql`select subject_id, place, field, text from (${TEXTS[kind](tenantId, ids)}) as said(subject_id, place, field, text)
    where btrim(text) <> ''`
}

const TEXTS: Record<TranslatedKind, (tenantId: string, ids: string[]) => Prisma.Sql> = {
  product: (tenantId, ids) => Prisma.sql`
    select p.id, f.place, f.field, f.text from products p, lateral (values
      (1, 'title', p.title), (2, 'bodyHtml', p.body_html), (3, 'seoTitle', p.seo_title), (4, 'seoDescription', p.seo_description))
      as f(place, field, text)
    where p.tenant_id = ${tenantId}::uuid and p.id = any(${ids}::uuid[])
    union all
    select o.product_id, 10 * o.position, 'option:' || o.name, o.name from product_options o
    where o.tenant_id = ${tenantId}::uuid and o.product_id = any(${ids}::uuid[])
    union all
    select o.product_id, 10 * o.position + 1, 'value:' || o.name || ':' || v.value, v.value from product_options o, lateral unnest(o.values) as v(value)
    where o.tenant_id = ${tenantId}::uuid and o.product_id = any(${ids}::uuid[])`,
  collection: (tenantId, ids) => Prisma.sql`
    select c.id, f.place, f.field, f.text from collections c, lateral (values
      (1, 'title', c.title), (2, 'descriptionHtml', c.description_html)) as f(place, field, text)
    where c.tenant_id = ${tenantId}::uuid and c.id = any(${ids}::uuid[])`,
  category: (tenantId, ids) => Prisma.sql`
    select id, 1, 'name', name from categories where tenant_id = ${tenantId}::uuid and id = any(${ids}::uuid[])`,
  attribute: (tenantId, ids) => Prisma.sql`
    select a.id, 1, 'name', a.name from attributes a where a.tenant_id = ${tenantId}::uuid and a.id = any(${ids}::uuid[])
    union all
    select a.id, 1 + v.place::int, 'option:' || v.value, v.value from attributes a, lateral unnest(a.options) with ordinality as v(value, place)
    where a.tenant_id = ${tenantId}::uuid and a.id = any(${ids}::uuid[])`,
}
