/** A field's name with the sentence that tells what is wrong with it. */
export type FieldErrors = Record<string, string>

/**
 * An expected refusal: something a person asked for that cannot be done, told in a sentence they can act on.
 * Each module names its own (`InsufficientStock`); the code is stable, the status is HTTP's.
 */
export class Refusal extends Error {
  readonly code: string
  readonly status: RefusalStatus
  /** What is wrong, field by field, for the form that asked. */
  readonly fields: FieldErrors
  /** What the screen needs to go on, such as the lines of a cart that changed. Never another's data. */
  readonly detail: unknown

  constructor(
    status: RefusalStatus,
    code: string,
    sentence: string,
    more: { fields?: FieldErrors; detail?: unknown; cause?: unknown } = {},
  ) {
    super(sentence, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = new.target.name
    this.status = status
    this.code = code
    this.fields = more.fields ?? {}
    this.detail = more.detail
  }
}

export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 503

/** What is not there, or is another tenant's: the two are never told apart. */
export class NotFound extends Refusal {
  constructor(noun: string) {
    super(404, 'not_found', `This ${noun} does not exist.`)
  }
}

/** Signed in, but the role does not include what was asked. */
export class Forbidden extends Refusal {
  constructor(permission: string) {
    super(403, 'forbidden', `Your role does not include ${permission}. Ask an owner of the shop.`)
  }
}

export class SignedOut extends Refusal {
  constructor() {
    super(401, 'signed_out', 'Sign in to go on.')
  }
}

/** Someone changed the record since it was read. */
export class VersionConflict extends Refusal {
  constructor(noun: string) {
    super(409, 'version_conflict', `This ${noun} was changed in the meantime. Reload to see the newest state.`)
  }
}

/** Input that no rule of a schema could judge, told at the field. */
export class InvalidInput extends Refusal {
  constructor(fields: FieldErrors) {
    super(422, 'invalid_input', Object.values(fields)[0] ?? 'Check what you typed.', { fields })
  }
}
