import { Prisma, type TenantTx } from '@souk/db'
import type { QualityFlag } from './quality-flags.ts'

export type QualitySummary = {
  flags: Partial<Record<QualityFlag, number>>
  products: number
  flawless: number
  /** Not looked at yet: from before faults were kept. */
  unknown: number
  average: number | null
}

/** How many products lack what, counted on the key of the flags. */
export async function summariseQuality(tx: TenantTx): Promise<QualitySummary> {
  const rows = await tx.$queryRaw<QualitySummary[]>`
    select (select coalesce(jsonb_object_agg(flag, count), '{}') from (
        select flag, count(*) as count from product_flags where tenant_id = ${tx.tenantId}::uuid group by flag) f) as flags,
      count(*)::int as products, count(*) filter (where quality_score = 100)::int as flawless,
      count(*) filter (where quality_score is null)::int as unknown, round(avg(quality_score))::int as average
    from products where tenant_id = ${tx.tenantId}::uuid and status <> 'archived'`
  return rows[0]!
}

export type QualityRow = {
  id: string
  title: string
  status: string
  score: number
  fileId: string | null
  lacks: QualityFlag[]
}

/**
 * The products that lack something, the worst first. With a flag the index of the flags leads, without one that of the
 * scores; either way a page costs as many rows as it shows, or the products of the flag.
 */
export async function listQuality(
  tx: TenantTx,
  input: { flag?: QualityFlag | undefined; after?: string | undefined; limit: number },
): Promise<QualityRow[]> {
  const [score = '', id = ''] = input.after?.split('|') ?? []
  const past = input.after
    ? Prisma.sql`and (p.quality_score, p.id) > (${Number(score)}::int, ${id}::uuid)`
    : Prisma.empty
  const flagged = input.flag
    ? Prisma.sql`and p.id in (select f.product_id from product_flags f where f.tenant_id = ${tx.tenantId}::uuid and f.flag = ${input.flag})`
    : Prisma.empty
  return tx.$queryRaw`
    select p.id, p.title, p.status, p.quality_score as score,
      (select i.file_id from product_images i where i.tenant_id = p.tenant_id and i.product_id = p.id and i.status = 'ready'
       order by i.position, i.id limit 1) as "fileId",
      (select coalesce(jsonb_agg(f.flag order by f.flag), '[]') from product_flags f where f.tenant_id = p.tenant_id and f.product_id = p.id) as lacks
    from products p
    where p.tenant_id = ${tx.tenantId}::uuid and p.quality_score < 100 ${flagged} ${past}
    order by p.quality_score, p.id limit ${input.limit}`
}
