import type { TenantTx } from '@souk/db'
import { audit, type By } from '../../basics/index.ts'
import { InvalidInput, Refusal, VersionConflict } from '../../refusal.ts'
import { announceOrganisation } from '../naming/named-records.ts'
import { enqueueQuality } from '../quality/look-over.ts'
import { keepBaselines } from '../record-versions.ts'
import { differences } from '../touch-product.ts'
import { touchProducts } from '../touch-products.ts'
import { refreshProgress } from '../translations/refresh-progress.ts'
import { checkValue } from './check-value.ts'
import { getAttribute, type AttributeRow } from './read-attributes.ts'
import type { AttributeFields } from './schema.ts'

/** As many products are changed in one transaction when values are taken away with a rule. */
const CLEAR_MAX = 2000

/** The change would leave products with values it no longer allows; says how many, and some of them. */
class ValuesWouldBreak extends Refusal {
  constructor(products: number, examples: string[]) {
    const who = products === 1 ? '1 product has a value' : `${products} products have a value`
    super(
      409,
      'values_would_break',
      `${who} that this would no longer allow: ${examples.join(', ')}. Take those values away with it, or keep allowing them.`,
      {
        detail: { products, examples },
      },
    )
  }
}

/**
 * Defines an attribute or changes its definition. When products have values that the new rule would not allow, it is
 * refused with their number, or, when `breaking` says so, those values are taken away, each product with its version.
 * Its kind stays as long as any product has a value.
 */
export async function saveAttribute(
  tx: TenantTx,
  input: AttributeFields,
  by: By,
): Promise<{ id: string; version: number; cleared: number }> {
  const { id, version, breaking, ...given } = input
  const fields = withoutStrangers({ ...given, key: given.key || keyOf(given.name) })
  await checkKey(tx, fields.key, id)
  if (!id) {
    const made = await tx.attribute.create({ data: { tenantId: tx.tenantId, ...fields } })
    await tell(tx, by, 'attribute.created', made.id, { name: fields.name, kind: fields.kind })
    if (fields.everywhere && fields.required) await enqueueQuality(tx, by)
    return { id: made.id, version: 1, cleared: 0 }
  }
  await tx.$queryRaw`select 1 from attributes where tenant_id = ${tx.tenantId}::uuid and id = ${id}::uuid for update`
  const before = await getAttribute(tx, id)
  if (version !== undefined && version !== before.version) throw new VersionConflict('attribute')
  const changes = differences(before, fields)
  if (Object.keys(changes).length === 0) return { id, version: before.version, cleared: 0 }
  if (changes.kind && before.products > 0) {
    const who = before.products === 1 ? '1 product has' : `${before.products} products have`
    throw new InvalidInput({ kind: `${who} a value of this kind. Make another attribute instead.` })
  }
  const cleared = await clearBroken(tx, before, fields, breaking, by)
  await tx.attribute.update({
    where: { tenantId_id: { tenantId: tx.tenantId, id } },
    data: { ...fields, version: { increment: 1 }, updatedAt: new Date() },
  })
  await tell(tx, by, 'attribute.saved', id, { ...changes, ...(cleared > 0 && { cleared }) })
  if (changes.required || changes.everywhere) await enqueueQuality(tx, by)
  return { id, version: before.version + 1, cleared }
}

async function tell(tx: TenantTx, by: By, action: string, subjectId: string, changes: Record<string, unknown>) {
  await audit(tx, by, { action, subjectKind: 'attribute', subjectId, changes })
  await refreshProgress(tx, 'attribute', [subjectId])
  announceOrganisation(tx, 'attribute', subjectId)
}

/** A rule that its kind does not know is left out, so that a later change of the kind does not bring it back. */
function withoutStrangers(fields: Omit<AttributeFields, 'id' | 'version' | 'breaking'>): typeof fields {
  const { kind } = fields
  const bounded = kind === 'text' || kind === 'number'
  return {
    ...fields,
    options: kind.startsWith('choice') ? fields.options : [],
    pattern: kind === 'text' ? fields.pattern : '',
    min: bounded ? fields.min : null,
    max: bounded ? fields.max : null,
    required: fields.everywhere && fields.required,
  }
}

const keyOf = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40) || 'attribute'

async function checkKey(tx: TenantTx, key: string, ownId: string | undefined): Promise<void> {
  const taken = await tx.attribute.findFirst({
    where: { tenantId: tx.tenantId, key, ...(ownId && { id: { not: ownId } }) },
  })
  if (taken) throw new InvalidInput({ key: `${taken.name} has this key already.` })
}

/** Every different value is checked once, however many products have it. */
async function clearBroken(
  tx: TenantTx,
  before: AttributeRow,
  rule: Parameters<typeof checkValue>[0],
  breaking: 'refuse' | 'clear',
  by: By,
): Promise<number> {
  if (before.products === 0) return 0
  const values = await tx.$queryRaw<{ value: string }[]>`
    select distinct coalesce(text, number::text) as value from attribute_values
    where tenant_id = ${tx.tenantId}::uuid and attribute_id = ${before.id}::uuid and (text is not null or number is not null)`
  const broken = values.map(({ value }) => value).filter((value) => typeof checkValue(rule, [value]) === 'string')
  if (broken.length === 0) return 0
  const rows = await tx.$queryRaw<{ id: string; value: string }[]>`
    select v.product_id as id, string_agg(coalesce(v.text, v.number::text), ', ') as value from attribute_values v
    where v.tenant_id = ${tx.tenantId}::uuid and v.attribute_id = ${before.id}::uuid
      and coalesce(v.text, v.number::text) = any(${broken}::text[])
    group by 1 order by 1`
  if (breaking === 'refuse' || rows.length > CLEAR_MAX) throw new ValuesWouldBreak(rows.length, broken.slice(0, 5))
  const ids = rows.map(({ id }) => id)
  await tx.$queryRaw`
    select 1 from products where tenant_id = ${tx.tenantId}::uuid and id = any(${ids}::uuid[]) order by id for update`
  await keepBaselines(tx, ids)
  await tx.$executeRaw`
    delete from attribute_values where tenant_id = ${tx.tenantId}::uuid and attribute_id = ${before.id}::uuid
      and coalesce(text, number::text) = any(${broken}::text[])`
  const deeds = rows.map(({ id, value }) => ({
    productId: id,
    action: 'product.attributes_saved',
    changes: { [before.name]: [value, ''] },
  }))
  await touchProducts(tx, deeds, by)
  return rows.length
}
