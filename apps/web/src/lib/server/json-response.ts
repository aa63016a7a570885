/** A record as the API gives it, to look at. Amounts are whole minor units, as text. */
export function jsonResponse(record: unknown): Response {
  const text = JSON.stringify(record, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)
  return new Response(text, {
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
  })
}
