import { refusalOf, type FieldErrors } from '@souk/api'
import { error, fail, redirect, type ActionFailure } from '@sveltejs/kit'

/** What a form gets back when what it asked was refused: the sentence, the fields, and what was typed. */
export type Refused = {
  message: string
  code: string
  errors: FieldErrors
  values: Record<string, string>
  detail: unknown
}

/** For `load`: turns a refusal into the page that tells it - 404, 403, or the way to the sign-in. Faults pass through. */
export async function loaded<T>(promise: Promise<T>, signInPath?: string): Promise<T> {
  try {
    return await promise
  } catch (cause) {
    const refusal = refusalOf(cause)
    // A database that is away passes through: the page then asks again by itself instead of showing an error for good.
    if (!refusal || refusal.status === 503) throw cause
    if (refusal.status === 401 && signInPath) redirect(303, signInPath)
    error(refusal.status, { message: refusal.message, code: refusal.code })
  }
}

/** For form actions: runs the deed; a refusal becomes a failed form that keeps what was typed. Faults pass through. */
export async function attempt<T>(
  values: Record<string, string>,
  deed: () => Promise<T>,
): Promise<T | ActionFailure<Refused>> {
  try {
    return await deed()
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal) throw cause
    return fail(refusal.status, {
      message: refusal.message,
      code: refusal.code,
      errors: refusal.fields,
      values,
      detail: refusal.detail,
    })
  }
}

/** The text fields of a form, trimmed; passwords are kept out of what goes back to the page. */
export function textFields(form: FormData): { all: Record<string, string>; shown: Record<string, string> } {
  const texts = [...form.entries()].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const all = Object.fromEntries(texts)
  const shown = Object.fromEntries(texts.filter(([name]) => !/password|token|csrf/i.test(name)))
  return { all, shown }
}
