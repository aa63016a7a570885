import type { TenantTx } from '@souk/db'
import { saveFile, type By, type PreparedFile } from '../../basics/index.ts'
import { InvalidInput, NotFound } from '../../refusal.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'

export type AddDigitalFile = {
  productId: string
  variantId: string
  filename: string
  bytes: Uint8Array
  prepared: PreparedFile
}

const FILES_MAX = 50

/** Adds a file to what buyers of a digital variant get. Orders that were delivered before keep what they got. */
export async function addDigitalFile(
  tx: TenantTx,
  filesDir: string,
  input: AddDigitalFile,
  by: By,
): Promise<{ productId: string; version: number }> {
  const { productId, variantId, filename } = input
  await lockProduct(tx, productId)
  await getDigital(tx, productId, variantId)
  const count = await tx.digitalFile.count({ where: { tenantId: tx.tenantId, variantId } })
  if (count >= FILES_MAX) throw new InvalidInput({ digitalFile: `A variant has at most ${FILES_MAX} files.` })
  const { bytes, prepared } = input
  const file = await saveFile(tx, filesDir, { purpose: 'digital', filename, bytes, prepared, by })
  await tx.digitalFile.create({ data: { tenantId: tx.tenantId, variantId, fileId: file.id, title: file.filename } })
  return touchProduct(tx, productId, { action: 'product.digital_file_added', changes: { file: file.filename } }, by)
}

/** Takes a file off: later buyers do not get it; who has bought it keeps it. */
export async function removeDigitalFile(
  tx: TenantTx,
  input: { productId: string; digitalFileId: string },
  by: By,
): Promise<{ productId: string; version: number }> {
  await lockProduct(tx, input.productId)
  const rows = await tx.$queryRaw<{ title: string }[]>`
    delete from digital_files f using product_variants v
    where f.tenant_id = ${tx.tenantId}::uuid and f.id = ${input.digitalFileId}::uuid and v.tenant_id = ${tx.tenantId}::uuid
      and v.id = f.variant_id and v.product_id = ${input.productId}::uuid returning f.title`
  if (!rows[0]) throw new NotFound('file')
  const changes = { file: [rows[0].title, null] }
  return touchProduct(tx, input.productId, { action: 'product.digital_file_removed', changes }, by)
}

/** The terms of a digital variant of a product. Throws NotFound when it is none. */
export async function getDigital(tx: TenantTx, productId: string, variantId: string): Promise<{ sellsKeys: boolean }> {
  const rows = await tx.$queryRaw<{ sellsKeys: boolean }[]>`
    select g.sells_keys as "sellsKeys" from digital_goods g
    join product_variants v on v.tenant_id = g.tenant_id and v.id = g.variant_id
    where g.tenant_id = ${tx.tenantId}::uuid and g.variant_id = ${variantId}::uuid and v.product_id = ${productId}::uuid`
  if (!rows[0]) throw new NotFound('digital good')
  return rows[0]
}
