import type { TenantTx } from '@souk/db'
import { z } from 'zod'
import {
  audit,
  type BulkAction,
  type BulkChange,
  type BulkFields,
  type BulkRecord,
  type By,
  type Skip,
} from '../../basics/index.ts'
import { InvalidInput, NotFound } from '../../refusal.ts'
import { productsOf } from './product-subject.ts'

const collectionInput = z.object({ collectionId: z.uuid(), how: z.enum(['add', 'remove']) }).strict()
type CollectionInput = z.infer<typeof collectionInput>

/** Puts products into a collection that is chosen by hand, at its end, or takes them out. An undo gives them their place back. */
export const changeCollection: BulkAction<CollectionInput> = {
  permission: 'catalog:write',
  input: collectionInput,
  subject: { of: productsOf, lock: (tx, _, input) => lockCollection(tx, input), read: readPlaces, write: writePlaces },
  check: async (tx, { collectionId }) => {
    const rows = await tx.$queryRaw<{ rule: string | null }[]>`
      select rule_field as rule from collections where tenant_id = ${tx.tenantId}::uuid and id = ${collectionId}::uuid`
    if (!rows[0]) throw new NotFound('collection')
    if (rows[0].rule !== null) {
      throw new InvalidInput({ collectionId: 'A rule chooses the products of this collection. Choose another one.' })
    }
  },
  change(fields, { how }): BulkFields | Skip {
    const inside = fields.place !== null
    if (inside === (how === 'add')) return { skip: inside ? 'in_collection' : 'not_in_collection' }
    return { place: inside ? null : 'end' }
  },
}

async function lockCollection(tx: TenantTx, { collectionId }: CollectionInput): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    select 1 from collections where tenant_id = ${tx.tenantId}::uuid and id = ${collectionId}::uuid for update`
  if (rows.length === 0) throw new NotFound('collection')
}

/** `place` is the product's number in the collection, or null outside; a run that added it wrote "end". */
async function readPlaces(tx: TenantTx, ids: string[], { collectionId, how }: CollectionInput): Promise<BulkRecord[]> {
  const rows = await tx.$queryRaw<{ id: string; label: string; position: number | null }[]>`
    select p.id, p.title as label, cp.position from products p
    left join collection_products cp on cp.tenant_id = p.tenant_id and cp.product_id = p.id and cp.collection_id = ${collectionId}::uuid
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = any(${ids}::uuid[])`
  return rows.map(({ id, label, position }) => {
    const place = position === null ? null : how === 'add' ? 'end' : position
    return { id, groupId: id, label, fields: { place } }
  })
}

async function writePlaces(
  tx: TenantTx,
  changes: BulkChange[],
  by: By,
  { collectionId }: CollectionInput,
): Promise<void> {
  const out = changes.filter(({ after }) => after.place === null).map(({ id }) => id)
  const into = changes.filter(({ after }) => after.place !== null)
  await tx.$executeRaw`
    delete from collection_products
    where tenant_id = ${tx.tenantId}::uuid and collection_id = ${collectionId}::uuid and product_id = any(${out}::uuid[])`
  const places = into.map(({ after }) => (typeof after.place === 'number' ? after.place : null))
  await tx.$executeRaw`
    insert into collection_products (tenant_id, collection_id, product_id, position)
    select ${tx.tenantId}::uuid, ${collectionId}::uuid, n.id, coalesce(n.place, n.number + (
      select coalesce(max(position), 0) from collection_products
      where tenant_id = ${tx.tenantId}::uuid and collection_id = ${collectionId}::uuid))
    from unnest(${into.map(({ id }) => id)}::uuid[], ${places}::int[]) with ordinality as n(id, place, number)
    on conflict do nothing`
  await tx.$executeRaw`
    update collections set version = version + 1, updated_at = now()
    where tenant_id = ${tx.tenantId}::uuid and id = ${collectionId}::uuid`
  const told = { action: 'collection.saved', subjectKind: 'collection', subjectId: collectionId }
  await audit(tx, by, { ...told, changes: { productsAdded: into.length, productsRemoved: out.length } })
}
