import type { TenantTx } from '@souk/db'

/** Where each kind of document begins to count; a first order numbered 1 tells everyone that the shop is new. */
const FIRST = { order: 1001, complaint: 101, barcode: 1 } as const

/** The next number of a kind of document, counted per tenant. The row stays locked until commit, so no number is given twice. */
export async function nextNumber(tx: TenantTx, kind: keyof typeof FIRST): Promise<bigint> {
  const rows = await tx.$queryRaw<{ number: bigint }[]>`
    insert into document_numbers (tenant_id, kind, next) values (${tx.tenantId}::uuid, ${kind}, ${FIRST[kind]} + 1)
    on conflict (tenant_id, kind) do update set next = document_numbers.next + 1
    returning next - 1 as number`
  return rows[0]!.number
}
