import { m } from '#lib/i18n/messages.ts'
import type { BulkChoice } from './action-words.ts'
import type { BulkActionKey } from './bulk-draft.ts'

type Option = { value: string; label: string }
type ChoiceFields = { hows: Option[]; label: string; placeholder: string; options: Option[] }

/** The fields of an action that is said by choosing: what to do, and with which of the shop's own things. */
export function choiceFields(action: BulkActionKey, choices: readonly BulkChoice[]): ChoiceFields | null {
  const options = choices.map(({ id, title }) => ({ value: id, label: title }))
  if (action === 'products.collection') {
    const hows = [
      { value: 'add', label: m.bulk_collection_add() },
      { value: 'remove', label: m.bulk_collection_remove() },
    ]
    return { hows, label: m.bulk_collection(), placeholder: m.bulk_collection_choose(), options }
  }
  if (action === 'customers.group') {
    const hows = [
      { value: 'add', label: m.bulk_group_add() },
      { value: 'remove', label: m.bulk_group_remove() },
    ]
    return { hows, label: m.bulk_group(), placeholder: m.bulk_group_choose(), options }
  }
  if (action === 'complaints.assign') {
    const people = [...options, { value: 'nobody', label: m.bulk_assign_nobody() }]
    return { hows: [], label: m.bulk_field_assigned(), placeholder: m.bulk_assign_choose(), options: people }
  }
  if (action !== 'complaints.settle') return null
  const hows = [
    { value: 'resolve', label: m.bulk_settle_resolve() },
    { value: 'reopen', label: m.bulk_settle_reopen() },
  ]
  return { hows, label: '', placeholder: '', options: [] }
}
