import type { TenantTx } from '@souk/db'
import { audit, type By } from '../basics/index.ts'
import { VersionConflict } from '../refusal.ts'
import { getShopSettings, type ShopPolicies, type ShopSettings, type ShopTheme } from './shop-settings.ts'

export type SaveSettings = Pick<
  ShopSettings,
  'tagline' | 'announcement' | 'contactEmail' | 'lowStockAt' | 'holdMinutes' | 'version'
> & {
  name: string
  /** The colours; what else the theme holds, such as its hero, stays as it is. */
  theme: Pick<ShopTheme, 'brand' | 'background' | 'ink' | 'accent'>
  policies: ShopPolicies
}

/** Saves what a merchant set for the shop. The storefront shows the new name within ten seconds, the rest at once. */
export async function saveSettings(tx: TenantTx, input: SaveSettings, by: By): Promise<{ version: number }> {
  await tx.$queryRaw`select 1 from shop_settings where tenant_id = ${tx.tenantId}::uuid for update`
  const before = await getShopSettings(tx)
  if (before.version !== input.version) throw new VersionConflict('page of settings')
  const names = await tx.$queryRaw<{ name: string }[]>`select name from tenants where id = ${tx.tenantId}::uuid`
  await tx.$executeRaw`update tenants set name = ${input.name} where id = ${tx.tenantId}::uuid`
  const { name, version, theme, ...rest } = input
  const data = { ...rest, theme: { ...before.theme, ...theme }, version: version + 1, updatedAt: new Date() }
  await tx.shopSettings.update({ where: { tenantId: tx.tenantId }, data })
  const changes = differences({ ...before, name: names[0]!.name }, { ...rest, theme: data.theme, name })
  await audit(tx, by, { action: 'shop.settings_saved', subjectKind: 'tenant', subjectId: tx.tenantId, changes })
  return { version: data.version }
}

/** Field by field [before, after], only where they differ. */
function differences(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Record<string, [unknown, unknown]> {
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]))
  return Object.fromEntries(changed.map((key) => [key, [before[key], after[key]]]))
}
