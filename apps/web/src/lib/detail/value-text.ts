import { m } from '#lib/i18n/messages.ts'
import { formatMoney } from '#lib/ui/money-text.ts'
import { getLocale } from '#lib/i18n/generated/runtime.js'

const STATUS: Record<string, () => string> = {
  active: m.detail_status_active,
  draft: m.detail_status_draft,
  archived: m.detail_status_archived,
  hidden: m.detail_status_hidden,
}

const RULES: Record<string, () => string> = {
  productType: m.collections_type,
  vendor: m.collections_vendor,
  tag: m.collections_tag,
}

/** A field's value as a person reads it: amounts with their currency, rich text without its marks, nothing as a dash. */
export function valueText(field: string, value: unknown, currency: string): string {
  if (value === null || value === undefined || value === '') return '—'
  if (field.endsWith('Minor') && /^-?\d+$/.test(String(value)))
    return formatMoney(BigInt(String(value)), currency, getLocale())
  if (field === 'ruleField') return RULES[String(value)]?.() ?? String(value)
  if (field === 'status') return STATUS[String(value)]?.() ?? String(value)
  if (field === 'bodyHtml' || field === 'descriptionHtml') return plainText(String(value)) || '—'
  if (field === 'weightGrams') return `${String(value)} g`
  if (field.endsWith('At') && !Number.isNaN(Date.parse(String(value))))
    return new Intl.DateTimeFormat(getLocale(), { dateStyle: 'medium', timeStyle: 'short' }).format(
      new Date(String(value)),
    )
  if (typeof value === 'boolean') return value ? m.detail_yes() : m.detail_no()
  if (Array.isArray(value)) return listText(field, value)
  return typeof value === 'object' ? JSON.stringify(value).slice(0, 200) : String(value)
}

function listText(field: string, values: unknown[]): string {
  if (values.length === 0) return '—'
  if (field === 'pictures') return String(values.length)
  return values
    .map((one) => {
      if (typeof one !== 'object' || one === null) return String(one)
      const { name, title, values: inner } = one as { name?: string; title?: string; values?: string[] }
      return inner ? `${name}: ${inner.join(', ')}` : (title ?? name ?? '')
    })
    .join(field === 'options' ? '; ' : ', ')
}

const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&nbsp;', ' ')
    .replace(/\s+/g, ' ')
    .trim()
