import type { TenantTx } from '@souk/db'
import type { ImportRun, UndoneRow, UndoRow } from '../../basics/index.ts'
import { moveBack } from '../../inventory/index.ts'
import { lockProducts } from '../lock-products.ts'
import { readProducts, type ProductDetail } from '../read-products.ts'
import { removeProducts } from '../remove-products.ts'
import { saveProduct } from '../save-product.ts'
import { restoreProducts } from './restore-products.ts'

/**
 * Undoes rows of a product import. What it created goes, unless someone worked on it since (it stays) or it was sold or is
 * named elsewhere (it is archived); what it changed goes back field by field, where nobody changed it again.
 */
export async function undoProducts(
  tx: TenantTx,
  rows: UndoRow[],
  run: ImportRun,
  cautious: boolean,
): Promise<UndoneRow[]> {
  const ids = rows.flatMap(({ subjectId }) => (subjectId ? [subjectId] : []))
  await lockProducts(tx, ids)
  const current = new Map((await readProducts(tx, { ids })).map((product) => [product.id, product]))
  const used = await usedProducts(tx, ids)
  const recounted = await movedOtherwise(tx, ids, run.importId)
  const same = await unchangedSince(tx, rows)
  const restored: { row: UndoRow; product: ProductDetail }[] = []
  const removed: { row: UndoRow; product: ProductDetail }[] = []
  const undone: UndoneRow[] = []
  for (const row of rows) {
    const product = current.get(row.subjectId ?? '')
    if (!product) undone.push({ line: row.line, undone: 'kept', reason: 'It is gone already.' })
    else if (!row.undo.created) restored.push({ row, product })
    else if (!same.has(product.id) || recounted.has(product.id))
      undone.push({ line: row.line, undone: 'kept', reason: 'Someone worked on it since the import, so it stays.' })
    else if (cautious || used.has(product.id)) undone.push(await archive(tx, row, product, run))
    else removed.push({ row, product })
  }
  return [...undone, ...(await restoreProducts(tx, restored, run, cautious)), ...(await remove(tx, removed, run))]
}

async function archive(tx: TenantTx, row: UndoRow, product: ProductDetail, run: ImportRun): Promise<UndoneRow> {
  await saveProduct(tx, { productId: product.id, status: 'archived' }, run.by)
  const reason = 'It was sold or is named elsewhere since, so it is archived and its stock stays.'
  return { line: row.line, undone: 'archived', reason }
}

async function remove(
  tx: TenantTx,
  removed: { row: UndoRow; product: ProductDetail }[],
  run: ImportRun,
): Promise<UndoneRow[]> {
  const cause = { reason: `Undo of the import of ${run.filename}`, importId: run.importId }
  await moveBack(
    tx,
    removed.flatMap(({ row }) => row.undo.stock),
    cause,
    run.by,
  )
  await removeProducts(
    tx,
    removed.map(({ product }) => product),
    run.by,
  )
  return removed.map(({ row }) => ({ line: row.line, undone: 'removed', reason: null }))
}

/** Products of which a variant was ordered, is held or lies in a cart. */
async function usedProducts(tx: TenantTx, productIds: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct v.product_id as id from product_variants v
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = any(${productIds}::uuid[]) and (
      exists (select 1 from order_lines l where l.tenant_id = v.tenant_id and l.variant_id = v.id)
      or exists (select 1 from reservations r where r.tenant_id = v.tenant_id and r.variant_id = v.id)
      or exists (select 1 from cart_lines c where c.tenant_id = v.tenant_id and c.variant_id = v.id))`
  return new Set(rows.map(({ id }) => id))
}

/** Created products that are as they were created; what a later import changed and its undo put back is no change. */
async function unchangedSince(tx: TenantTx, rows: UndoRow[]): Promise<Set<string>> {
  const made = rows.filter(({ undo }) => undo.created)
  const same = await tx.$queryRaw<{ id: string }[]>`
    select p.id from unnest(${made.map(({ subjectId }) => subjectId)}::uuid[], ${made.map(({ undo }) => undo.version)}::int[])
      as made(id, version)
    join products p on p.tenant_id = ${tx.tenantId}::uuid and p.id = made.id
    where p.version = made.version or exists (
      select from product_versions first
      join product_versions last on last.tenant_id = first.tenant_id and last.product_id = first.product_id
      where first.tenant_id = ${tx.tenantId}::uuid and first.product_id = p.id and first.version = made.version
        and last.version = p.version and first.snapshot = last.snapshot)`
  return new Set(same.map(({ id }) => id))
}

/** Products whose stock was counted or received by something else than this import; an import that was undone counts for nothing. */
async function movedOtherwise(tx: TenantTx, productIds: string[], importId: string): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select distinct v.product_id as id from product_variants v
    join stock_movements m on m.tenant_id = v.tenant_id and m.variant_id = v.id
    where v.tenant_id = ${tx.tenantId}::uuid and v.product_id = any(${productIds}::uuid[])
      and m.kind in ('adjusted', 'received', 'transferred_in', 'transferred_out', 'scrapped', 'shifted')
      and m.import_id is distinct from ${importId}::uuid
      and not exists (select from imports i where i.tenant_id = m.tenant_id and i.id = m.import_id and i.undone_at is not null)`
  return new Set(rows.map(({ id }) => id))
}
