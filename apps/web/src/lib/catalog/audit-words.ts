import { minorToText } from '#lib/ui/money-text.ts'
import type { TimelineEntry } from '#lib/ui/Timeline.svelte'

type Row = { id: string; actorName: string; action: string; changes: Record<string, unknown>; createdAt: Date }

const ACTIONS: Record<string, string> = {
  'product.created': 'Product created',
  'product.saved': 'Product edited',
  'product.variants_saved': 'Variants edited',
  'product.variants_added': 'Variants added',
  'product.options_set': 'Options changed',
  'product.picture_added': 'Picture added',
  'product.picture_described': 'Picture described',
  'product.picture_removed': 'Picture removed',
  'product.pictures_ordered': 'Pictures put in order',
  'product.pictures_imported': 'Pictures imported',
  'product.pictures_retried': 'Missing pictures asked for again',
}
const FIELDS: Record<string, string> = {
  bodyHtml: 'description',
  productType: 'type',
  seoTitle: 'search title',
  seoDescription: 'search description',
  priceMinor: 'price',
  compareAtMinor: 'price before',
  costMinor: 'cost',
  weightGrams: 'weight',
  trackStock: 'stock counted',
}

/** Audit rows in words: what was done, by whom, and each field's old and new value. */
export const auditEntries = (rows: readonly Row[], currency: string): TimelineEntry[] =>
  rows.map(({ id, actorName, action, changes, createdAt }) => ({
    id,
    at: createdAt,
    title: ACTIONS[action] ?? action,
    actor: actorName,
    detail:
      Object.entries(changes)
        .map((entry) => changeText(entry, currency))
        .filter(Boolean)
        .join('\n') || null,
  }))

function changeText([field, change]: [string, unknown], currency: string): string {
  const name = field.replace(/\w+$/, (last) => FIELDS[last] ?? last)
  if (!Array.isArray(change) || change.length !== 2)
    return typeof change === 'object' ? '' : `${name}: ${String(change)}`
  if (field === 'bodyHtml' || field === 'options') return `${name} changed`
  const told = (value: unknown) =>
    field.endsWith('Minor') && value !== null ? minorToText(BigInt(String(value)), currency) : shown(value)
  return `${name}: ${told(change[0])} → ${told(change[1])}`
}

const shown = (value: unknown): string => {
  const text = Array.isArray(value) ? value.join(', ') : value === null || value === '' ? 'empty' : String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
