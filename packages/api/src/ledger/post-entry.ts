import type { TenantTx } from '@souk/db'

/** Accounts of the money journal. A debit is positive, a credit negative; a balance is the sum of an account's lines. */
export type Account = 'gateway_clearing' | 'sales' | 'delivery_income' | 'tax_payable' | 'sales_returns'

export type JournalPosting = {
  kind: 'payment_captured' | 'payment_refunded'
  memo: string
  orderId?: string
  paymentId?: string
  refundId?: string
  currency: string
  lines: { account: Account; amountMinor: bigint }[]
}

/** Thrown when a posting does not balance: a fault of ours, never of a person. */
class UnbalancedPosting extends Error {
  override name = 'UnbalancedPosting'
}

/** Writes one double-entry posting. Its lines must sum to zero; lines of zero are left out. */
export async function postEntry(tx: TenantTx, posting: JournalPosting): Promise<void> {
  const lines = posting.lines.filter(({ amountMinor }) => amountMinor !== 0n)
  if (lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) !== 0n) throw new UnbalancedPosting(posting.memo)
  await tx.$executeRaw`
    with entry as (
      insert into journal_entries (tenant_id, kind, memo, order_id, payment_id, refund_id)
      values (${tx.tenantId}::uuid, ${posting.kind}, ${posting.memo}, ${posting.orderId ?? null}::uuid,
        ${posting.paymentId ?? null}::uuid, ${posting.refundId ?? null}::uuid)
      returning tenant_id, id)
    insert into journal_lines (tenant_id, entry_id, position, account, amount_minor, currency)
    select entry.tenant_id, entry.id, line.position, line.account, line.amount, ${posting.currency}
    from entry, unnest(${lines.map((line) => line.account)}::text[], ${lines.map((line) => line.amountMinor)}::bigint[])
      with ordinality as line(account, amount, position)`
}

/** What the journal holds that it must not: entries that do not sum to zero. Empty when the ledger is right. */
export async function findUnbalancedEntries(tx: TenantTx): Promise<{ entryId: string; sumMinor: bigint }[]> {
  return tx.$queryRaw`
    select entry_id as "entryId", sum(amount_minor)::bigint as "sumMinor" from journal_lines
    where tenant_id = ${tx.tenantId}::uuid group by entry_id, currency having sum(amount_minor) <> 0`
}
