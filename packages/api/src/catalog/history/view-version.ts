import type { TenantTx } from '@souk/db'
import { camelCase, flatFields } from './flat-fields.ts'
import { getVersion } from './read-versions.ts'

export type VersionView = {
  version: number
  actorName: string
  source: string | null
  action: string
  createdAt: Date
  /** The product's own fields by name; amounts are whole minor units. */
  fields: Record<string, unknown>
  options: { name: string; values: string[] }[]
  variants: (Record<string, unknown> & { id: string; name: string; status: string })[]
  pictures: { id: string; fileId: string | null; alt: string }[]
  collections: { id: string; title: string }[]
}

const PARTS = ['options', 'pictures', 'collections']

/** A product as it was in one version, ready to be shown. Throws NotFound. */
export async function viewVersion(tx: TenantTx, input: { productId: string; version: number }): Promise<VersionView> {
  const { snapshot, version, actorName, source, action, createdAt } = await getVersion(
    tx,
    input.productId,
    input.version,
  )
  const own = Object.entries(flatFields(snapshot)).filter(
    ([key]) => !key.startsWith('variant.') && !PARTS.includes(key),
  )
  return {
    version,
    actorName,
    source,
    action,
    createdAt,
    fields: Object.fromEntries(own),
    options: snapshot.options,
    variants: snapshot.variants.map((variant) => ({
      ...Object.fromEntries(Object.entries(variant).map(([column, value]) => [camelCase(column), value])),
      id: variant.id,
      name: variant.option_values.join(' / '),
      status: variant.status,
    })),
    pictures: snapshot.images.map(({ id, file_id: fileId, alt }) => ({
      id,
      fileId,
      alt,
    })),
    collections: snapshot.collections,
  }
}
