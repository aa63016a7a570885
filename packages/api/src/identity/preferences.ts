import type { TenantTx } from '@souk/db'
import { z } from 'zod'

/** What a person can be told about; each kind can be switched off. */
export const NOTICE_KINDS = [
  'mention',
  'export.ready',
  'revision.proposed',
  'revision.sent_back',
  'revision.published',
  'keys.owed',
] as const

export const preferences = z.object({
  locale: z.enum(['en', 'de', 'zh', 'ar']).nullable(),
  theme: z.enum(['light', 'dark', 'system']),
  density: z.enum(['compact', 'default', 'comfortable']),
  singleKeys: z.boolean(),
  muted: z.array(z.enum(NOTICE_KINDS)).max(NOTICE_KINDS.length),
})
export type Preferences = z.infer<typeof preferences>

const UNTOLD: Preferences = { locale: null, theme: 'system', density: 'default', singleKeys: true, muted: [] }

/** What a member chose, or what holds until something is chosen. */
export async function readPreferences(tx: TenantTx, accountId: string): Promise<Preferences> {
  const rows = await tx.$queryRaw<Preferences[]>`
    select locale, theme, density, single_keys as "singleKeys", muted from member_preferences
    where tenant_id = ${tx.tenantId}::uuid and account_id = ${accountId}::uuid`
  return rows[0] ?? UNTOLD
}

/** Keeps what changed and leaves the rest. It is the person's own taste and nobody else's data, so the log has no row of it. */
export async function savePreferences(
  tx: TenantTx,
  input: Partial<Preferences> & { accountId: string },
): Promise<Preferences> {
  const { locale, theme, density, singleKeys, muted } = { ...(await readPreferences(tx, input.accountId)), ...input }
  await tx.$executeRaw`
    insert into member_preferences (tenant_id, account_id, locale, theme, density, single_keys, muted)
    values (${tx.tenantId}::uuid, ${input.accountId}::uuid, ${locale}, ${theme}, ${density}, ${singleKeys}, ${muted})
    on conflict (tenant_id, account_id) do update set locale = excluded.locale, theme = excluded.theme,
      density = excluded.density, single_keys = excluded.single_keys, muted = excluded.muted`
  return { locale, theme, density, singleKeys, muted }
}
