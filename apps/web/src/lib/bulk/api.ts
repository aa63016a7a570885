import type { createApiClient } from '@souk/api/client'

type Client = ReturnType<typeof createApiClient>
let client: Promise<Client> | undefined

/** The API as the browser calls it; its code is fetched when it is first needed. */
export const api = (): Promise<Client> =>
  (client ??= import('@souk/api/client').then(({ createApiClient }) => createApiClient()))

/** What a refused call says, for people and by field. */
export function toldBy(error: unknown): { message: string; fields: Record<string, string> } {
  const { message, data } = error as { message?: string; data?: { refusal?: { fields?: Record<string, string> } } }
  return { message: message ?? String(error), fields: data?.refusal?.fields ?? {} }
}
