/** A percentage as a person types it ("12.5", "12,5") in basis points; empty is none. What is no number goes on as such, and is told at its field. */
const basisPoints = (text: string): number | null =>
  text.trim() === '' ? null : Math.round(Number(text.replace(',', '.')) * 1e6) / 1e4

/** The fields of a price list as its form posts them. */
export const listOf = (form: Record<string, string>) => ({
  name: form.name ?? '',
  groupId: form.groupId || null,
  startsAtLocal: form.startsAtLocal ?? '',
  endsAtLocal: form.endsAtLocal ?? '',
  priority: Number(form.priority || 0),
  percentOffBp: basisPoints(form.percentOff ?? ''),
})
