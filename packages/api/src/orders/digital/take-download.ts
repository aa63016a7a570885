import type { TenantTx } from '@souk/db'
import { audit, findFile, type By, type StoredFile } from '../../basics/index.ts'
import { hashToken, newToken } from '../../identity/index.ts'
import { NotFound, Refusal } from '../../refusal.ts'

class DownloadOver extends Refusal {
  constructor(why: 'revoked' | 'expired' | 'used_up') {
    const words = {
      revoked: 'This download was refunded, so it is closed.',
      expired: 'The time for this download is over. Ask the shop to help.',
      used_up: 'This file was downloaded as often as the shop allows. Ask the shop to help.',
    }
    super(409, `download_${why}`, words[why])
  }
}

/** So long a ticket opens its file: time for a slow line to begin, and to go on where it broke off. */
const TICKET_MINUTES = 10

/**
 * Counts a download of an order and answers with a ticket, which alone opens the file for some minutes. The row is locked
 * by the statement that counts, so a limit of five is five however many ask at once. Throws DownloadOver.
 */
export async function takeDownload(
  tx: TenantTx,
  input: { token: string; downloadId: string },
  by: By,
): Promise<{ ticket: string }> {
  const ticket = newToken()
  const taken = await tx.$queryRaw<{ orderId: string; title: string }[]>`
    update digital_downloads d set used = d.used + 1, ticket_hash = ${hashToken(ticket)},
      ticket_expires_at = now() + make_interval(mins => ${TICKET_MINUTES}::int)
    from order_lines l join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
    where d.tenant_id = ${tx.tenantId}::uuid and d.id = ${input.downloadId}::uuid and l.tenant_id = ${tx.tenantId}::uuid
      and l.id = d.order_line_id and o.public_token = ${input.token}
      and d.revoked_at is null and d.expires_at > now() and d.used < d.downloads_max
    returning o.id as "orderId", d.title`
  if (!taken[0]) throw await whyNot(tx, input)
  const changes = { file: taken[0].title }
  await audit(tx, by, { action: 'order.downloaded', subjectKind: 'order', subjectId: taken[0].orderId, changes })
  return { ticket }
}

async function whyNot(tx: TenantTx, input: { token: string; downloadId: string }): Promise<Refusal> {
  const rows = await tx.$queryRaw<{ why: 'revoked' | 'expired' | 'used_up' }[]>`
    select case when d.revoked_at is not null then 'revoked' when d.expires_at <= now() then 'expired' else 'used_up' end as why
    from digital_downloads d join order_lines l on l.tenant_id = d.tenant_id and l.id = d.order_line_id
    join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
    where d.tenant_id = ${tx.tenantId}::uuid and d.id = ${input.downloadId}::uuid and o.public_token = ${input.token}`
  return rows[0] ? new DownloadOver(rows[0].why) : new NotFound('download')
}

/** The file that a ticket opens. A ticket that is over, revoked or another shop's opens nothing. */
export async function fileOfTicket(tx: TenantTx, ticket: string): Promise<StoredFile> {
  const rows = await tx.$queryRaw<{ fileId: string }[]>`
    select file_id as "fileId" from digital_downloads
    where tenant_id = ${tx.tenantId}::uuid and ticket_hash = ${hashToken(ticket)} and ticket_expires_at > now() and revoked_at is null`
  const file = rows[0] && (await findFile(tx, rows[0].fileId))
  if (!file) throw new NotFound('download')
  return file
}
