/** Keeps what was chosen in a menu with the member's preferences, so that the next machine knows it, too. */
export async function keepPreference(choice: { locale?: string; theme?: string }): Promise<void> {
  const body = new FormData()
  for (const [name, value] of Object.entries(choice)) body.set(name, value)
  await fetch('/admin/account?/prefer', { method: 'POST', body, headers: { 'x-sveltekit-action': 'true' } })
}
