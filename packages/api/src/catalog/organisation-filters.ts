import { Prisma } from '@souk/db'
import type { ListSpec } from '../basics/index.ts'
import { QUALITY_FLAGS } from './quality/quality-flags.ts'

/** What a list of products `p` can be asked about where they belong, who makes them and what they lack. */
export const organisationFilters: ListSpec<{ id: string }>['filters'] = {
  // A category stands for everything under it: its id lies in the path of each of those.
  category: {
    kind: 'reference',
    value: Prisma.sql`a.id`,
    nullable: true,
    through: (test) => Prisma.sql`exists (
      select from categories d, lateral unnest(d.path) as a(id)
      where d.tenant_id = p.tenant_id and d.id = p.category_id and ${test})`,
  },
  brand: { kind: 'reference', value: Prisma.sql`p.brand_id`, nullable: true },
  manufacturer: { kind: 'reference', value: Prisma.sql`p.manufacturer_id`, nullable: true },
  type: { kind: 'reference', value: Prisma.sql`p.product_type_id`, nullable: true },
  supplier: {
    kind: 'reference',
    value: Prisma.sql`ps.supplier_id`,
    nullable: true,
    through: (test) => Prisma.sql`exists (
      select from product_suppliers ps where ps.tenant_id = p.tenant_id and ps.product_id = p.id and ${test})`,
  },
  lacks: {
    kind: 'choice',
    value: Prisma.sql`f.flag`,
    options: QUALITY_FLAGS,
    nullable: true,
    through: (test) => Prisma.sql`exists (
      select from product_flags f where f.tenant_id = p.tenant_id and f.product_id = p.id and ${test})`,
  },
  quality: { kind: 'number', value: Prisma.sql`p.quality_score`, nullable: true },
  // The languages a product is wholly translated into: no text missing, none older than what it was made from.
  translated: {
    kind: 'text',
    value: Prisma.sql`tr.locale`,
    through: (test) => Prisma.sql`exists (
      select from translation_progress tr where tr.tenant_id = p.tenant_id and tr.subject_kind = 'product'
        and tr.subject_id = p.id and tr.done = tr.fields and tr.outdated = 0 and ${test})`,
  },
}
