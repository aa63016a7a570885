import type { TenantTx } from '@souk/db'
import type { By } from '../../basics/index.ts'
import { Refusal, VersionConflict } from '../../refusal.ts'
import { writeProductFields } from '../save-product.ts'
import { writeVariantFields } from '../save-variants.ts'
import type { ProductFields, VariantFields } from '../schema.ts'
import { lockProduct, touchProduct } from '../touch-product.ts'
import { lastChangeOf, variantName } from './compare-versions.ts'
import { flatFields, flatInput, parseVariantKey, sameValue, type FlatFields } from './flat-fields.ts'
import { readVersions, type KeptVersion } from './read-versions.ts'

export type SavePage = {
  productId: string
  /** The version the person had before them. */
  version: number
  fields: Partial<ProductFields>
  variants: (Partial<VariantFields> & { id: string })[]
  /** What was decided about the fields that collided, and the version that was shown then. */
  decided?: { version: number; mine: string[]; theirs: string[] } | undefined
}

export type FieldConflict = {
  key: string
  field: string
  /** The variant it belongs to; null for a field of the product itself. */
  of: string | null
  mine: unknown
  theirs: unknown
  by: string
  at: Date
}

/** Two people gave one field different values since the page was read. Everything needed to choose is in the detail. */
class EditConflict extends Refusal {
  constructor(version: number, conflicts: FieldConflict[]) {
    const names = [...new Set(conflicts.map(({ by }) => by))].join(' and ')
    super(409, 'edit_conflict', `${names} changed the same fields in the meantime. Choose which values to keep.`, {
      fields: Object.fromEntries(conflicts.map(({ key, by }) => [key, `${by} changed this in the meantime.`])),
      detail: { version, conflicts },
    })
  }
}

/**
 * Saves a product's page as one deed. Fields that others changed since it was read are kept when this person left them as
 * they were, so work that does not collide merges by itself; the others are refused with mine, theirs, who and when.
 */
export async function savePage(
  tx: TenantTx,
  input: SavePage,
  by: By,
): Promise<{ productId: string; version: number; changed: boolean; merged: string[] }> {
  const { productId } = input
  const { version } = await lockProduct(tx, productId)
  const mine = flatInput(input.fields, input.variants)
  const versions =
    version === input.version ? [] : await readVersions(tx, { productId, from: input.version, to: version })
  if (version !== input.version && versions[0]?.version !== input.version) throw new VersionConflict('product')
  const kept = versions.length > 0 ? mergeKeys(mine, versions, input.decided) : Object.keys(mine)
  const wanted = new Set(kept)
  const changes = await writeProductFields(
    tx,
    productId,
    only(input.fields, (key) => wanted.has(key)),
  )
  const variants = input.variants.map((row) => ({
    ...only(row, (key) => wanted.has(`variant.${row.id}.${key}`)),
    id: row.id,
  }))
  const written = await writeVariantFields(tx, { productId, variants })
  Object.assign(changes, written.changes)
  if (Object.keys(changes).length === 0) return { productId, version, changed: false, merged: [] }
  const merged = versions.length > 1 ? [...new Set(versions.slice(1).map(({ actorName }) => actorName))] : []
  const action = written.changed === Object.keys(changes).length ? 'product.variants_saved' : 'product.saved'
  return { ...(await touchProduct(tx, productId, { action, changes }, by)), changed: true, merged }
}

/** The keys to write: what this person changed and nobody else did. Throws EditConflict for those both changed. */
function mergeKeys(mine: FlatFields, versions: KeptVersion[], decided: SavePage['decided']): string[] {
  const seen = versions.find(({ version }) => version === decided?.version)
  const [base, shown, current] = [versions[0]!, seen ?? versions[0]!, versions.at(-1)!].map((one) =>
    flatFields(one.snapshot),
  )
  const conflicts: string[] = []
  const kept = Object.keys(mine).filter((key) => {
    if (sameValue(mine[key], base![key]) || sameValue(mine[key], current![key])) return false
    if (sameValue(current![key], base![key])) return true
    const isDecided = seen !== undefined && sameValue(current![key], shown![key])
    if (isDecided && decided?.theirs.includes(key)) return false
    if (isDecided && decided?.mine.includes(key)) return true
    conflicts.push(key)
    return false
  })
  if (conflicts.length === 0) return kept
  const last = versions.at(-1)!
  throw new EditConflict(
    last.version,
    conflicts.map((key) => conflictOf(key, mine[key], current![key], versions)),
  )
}

function conflictOf(key: string, mine: unknown, theirs: unknown, versions: KeptVersion[]): FieldConflict {
  const last = versions.at(-1)!
  const maker = lastChangeOf(versions, key) ?? last
  const part = parseVariantKey(key)
  return {
    key,
    field: part?.field ?? key,
    of: part ? variantName(last.snapshot, part.id) : null,
    mine: mine ?? null,
    theirs: theirs ?? null,
    by: maker.actorName,
    at: maker.createdAt,
  }
}

const only = <T extends object>(fields: T, wanted: (key: string) => boolean): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([key]) => wanted(key))) as Partial<T>
