import type { TenantTx } from '@souk/db'

export const HANDLE_MAX = 120

/** The address of a title: lower-case letters, digits and hyphens, of any script. */
export function handleOf(title: string): string {
  const plain = title.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, HANDLE_MAX) || 'product'
  )
}

/** The handle itself or, when a product has it, with the first free number behind it. */
export async function freeProductHandle(tx: TenantTx, wanted: string): Promise<string> {
  const rows = await tx.$queryRaw<{ handle: string }[]>`
    select handle from products where tenant_id = ${tx.tenantId}::uuid and (handle = ${wanted} or starts_with(handle, ${`${wanted}-`}))`
  return firstFree(wanted, rows)
}

export async function freeCollectionHandle(tx: TenantTx, wanted: string): Promise<string> {
  const rows = await tx.$queryRaw<{ handle: string }[]>`
    select handle from collections where tenant_id = ${tx.tenantId}::uuid and (handle = ${wanted} or starts_with(handle, ${`${wanted}-`}))`
  return firstFree(wanted, rows)
}

function firstFree(wanted: string, taken: { handle: string }[]): string {
  const known = new Set(taken.map(({ handle }) => handle))
  if (!known.has(wanted)) return wanted
  for (let number = 2; ; number++) if (!known.has(`${wanted}-${number}`)) return `${wanted}-${number}`
}
