import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { InvalidInput, NotFound, Refusal, VersionConflict } from '../refusal.ts'
import { freeCollectionHandle, handleOf } from './handle.ts'
import { sanitiseRichText } from './rich-text.ts'
import type { CollectionFields } from './schema.ts'
import { syncCollection } from './sync-collections.ts'
import { differences } from './touch-product.ts'
import { forgetTranslations } from './translations/forget-translations.ts'
import { refreshProgress } from './translations/refresh-progress.ts'

type NewCollection = Partial<CollectionFields> & {
  title: string
  productIds?: string[]
  imageFileId?: string
  position?: number
}

/** Creates a collection: by a rule that keeps it filled, or with products chosen by hand. */
export async function createCollection(
  tx: TenantTx,
  input: NewCollection,
  by: By,
): Promise<{ collectionId: string; handle: string }> {
  const handle = await freeCollectionHandle(tx, input.handle ?? handleOf(input.title))
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into collections (tenant_id, handle, title, description_html, status, rule_field, rule_value, image_file_id, position)
    select ${tx.tenantId}::uuid, ${handle}, ${input.title}, ${sanitiseRichText(input.descriptionHtml ?? '')}, ${input.status ?? 'active'},
      ${input.rule?.field ?? null}, ${input.rule?.value ?? null}, ${input.imageFileId ?? null}::uuid,
      coalesce(${input.position ?? null}::int, coalesce(max(position), 0) + 1)
    from collections where tenant_id = ${tx.tenantId}::uuid
    returning id`
  const collectionId = rows[0]!.id
  if (input.rule) await syncCollection(tx, collectionId)
  else if (input.productIds?.length) await writeProducts(tx, collectionId, input.productIds)
  await audit(tx, by, {
    action: 'collection.created',
    subjectKind: 'collection',
    subjectId: collectionId,
    changes: { title: input.title },
  })
  await refreshProgress(tx, 'collection', [collectionId])
  return { collectionId, handle }
}

/** Changes a collection. With a rule its products follow the rule; without one they are those chosen by hand. */
export async function saveCollection(
  tx: TenantTx,
  input: CollectionFields & { collectionId: string; version: number; productIds?: string[] | undefined },
  by: By,
  deed: { action: string; undoneAudit?: string } = { action: 'collection.saved' },
): Promise<{ version: number }> {
  const { collectionId } = input
  const before = await lockCollection(tx, collectionId, input.version)
  const after = {
    title: input.title,
    handle: input.handle ?? before.handle,
    descriptionHtml: sanitiseRichText(input.descriptionHtml),
    status: input.status,
    ruleField: input.rule?.field ?? null,
    ruleValue: input.rule?.value ?? null,
  }
  if (after.handle !== before.handle && (await freeCollectionHandle(tx, after.handle)) !== after.handle) {
    throw new InvalidInput({ handle: 'Another collection has this address already.' })
  }
  const { version: _, ...seen } = before
  const changes: Record<string, unknown> = differences(seen, after)
  await tx.$executeRaw`
    update collections set title = ${after.title}, handle = ${after.handle}, description_html = ${after.descriptionHtml},
      status = ${after.status}, rule_field = ${after.ruleField}, rule_value = ${after.ruleValue}, version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${collectionId}::uuid`
  if (input.rule) await syncCollection(tx, collectionId)
  else if (input.productIds) {
    const were = before.ruleField === null ? await productsOf(tx, collectionId) : []
    await writeProducts(tx, collectionId, input.productIds)
    if (were.join() !== input.productIds.join()) Object.assign(changes, toldProducts(were, input.productIds))
  }
  const told = { ...changes, ...(deed.undoneAudit && { undoneAudit: deed.undoneAudit }) }
  await audit(tx, by, { action: deed.action, subjectKind: 'collection', subjectId: collectionId, changes: told })
  await refreshProgress(tx, 'collection', [collectionId])
  return { version: before.version + 1 }
}

type Before = Partial<Omit<Locked, 'version'>> & { productIds?: string[] }

/** Nothing of a deed can be taken back, because everything it changed was changed again. */
class CollectionChangedSince extends Refusal {
  constructor() {
    super(409, 'changed_since', 'Everything this changed has been changed again since.')
  }
}

/** Takes one deed back, as its row of the log tells it: what still is as the deed left it gets what it was before. */
export async function undoCollection(
  tx: TenantTx,
  { collectionId, auditId }: { collectionId: string; auditId: string },
  by: By,
): Promise<{ version: number }> {
  const present = await lockCollection(tx, collectionId)
  const rows = await tx.$queryRaw<{ changes: Record<string, unknown> }[]>`
    select changes from audit_entries
    where tenant_id = ${tx.tenantId}::uuid and id = ${auditId}::uuid and subject_kind = 'collection'
      and subject_id = ${collectionId}::uuid and action = 'collection.saved'`
  if (!rows[0]) throw new NotFound('change')
  const is: Record<string, unknown> = { ...present, productIds: await productsOf(tx, collectionId) }
  const back = Object.entries(rows[0].changes).flatMap(([key, change]) =>
    Array.isArray(change) && JSON.stringify(is[key]) === JSON.stringify(change[1]) ? [[key, change[0]] as const] : [],
  )
  if (back.length === 0) throw new CollectionChangedSince()
  const { productIds, ...fields } = Object.fromEntries(back) as Before
  const after = { ...present, ...fields }
  const rule = after.ruleField ? { field: after.ruleField, value: after.ruleValue ?? '' } : null
  // What the deed chose may be gone by now; the rest of it comes back.
  const known = productIds && (await tx.product.findMany({ where: { tenantId: tx.tenantId, id: { in: productIds } } }))
  const ids = known && productIds.filter((id) => known.some((one) => one.id === id))
  const deed = { action: 'collection.undone', undoneAudit: auditId }
  return saveCollection(tx, { ...after, rule, collectionId, ...(ids && { productIds: ids }) }, by, deed)
}

export async function removeCollection(tx: TenantTx, collectionId: string, by: By): Promise<void> {
  const { title } = await lockCollection(tx, collectionId)
  await forgetTranslations(tx, 'collection', collectionId)
  await tx.$executeRaw`delete from collections where tenant_id = ${tx.tenantId}::uuid and id = ${collectionId}::uuid`
  await audit(tx, by, {
    action: 'collection.removed',
    subjectKind: 'collection',
    subjectId: collectionId,
    changes: { title },
  })
}

type Locked = {
  title: string
  handle: string
  descriptionHtml: string
  status: CollectionFields['status']
  ruleField: NonNullable<CollectionFields['rule']>['field'] | null
  ruleValue: string | null
  version: number
}

async function lockCollection(tx: TenantTx, collectionId: string, version?: number): Promise<Locked> {
  const rows = await tx.$queryRaw<Locked[]>`
    select title, handle, description_html as "descriptionHtml", status, rule_field as "ruleField", rule_value as "ruleValue", version
    from collections where tenant_id = ${tx.tenantId}::uuid and id = ${collectionId}::uuid for update`
  if (!rows[0]) throw new NotFound('collection')
  if (version !== undefined && rows[0].version !== version) throw new VersionConflict('collection')
  return rows[0]
}

const TOLD_MAX = 250

/** The log keeps which products there were, so that it can be undone; of very many, only how many. */
const toldProducts = (before: string[], after: string[]): Record<string, [unknown, unknown]> =>
  Math.max(before.length, after.length) > TOLD_MAX
    ? { products: [before.length, after.length] }
    : { productIds: [before, after] }

/** The products chosen by hand, in their order. */
async function productsOf(tx: TenantTx, collectionId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select product_id as id from collection_products
    where tenant_id = ${tx.tenantId}::uuid and collection_id = ${collectionId}::uuid order by position, product_id`
  return rows.map(({ id }) => id)
}

async function writeProducts(tx: TenantTx, collectionId: string, productIds: string[]): Promise<void> {
  const known = await tx.product.count({ where: { tenantId: tx.tenantId, id: { in: productIds } } })
  if (known !== new Set(productIds).size) throw new NotFound('product')
  await tx.$executeRaw`
    delete from collection_products
    where tenant_id = ${tx.tenantId}::uuid and collection_id = ${collectionId}::uuid and product_id <> all(${productIds}::uuid[])`
  await tx.$executeRaw`
    insert into collection_products (tenant_id, collection_id, product_id, position)
    select ${tx.tenantId}::uuid, ${collectionId}::uuid, id, position from unnest(${productIds}::uuid[]) with ordinality as p(id, position)
    on conflict (tenant_id, collection_id, product_id) do update set position = excluded.position`
}
