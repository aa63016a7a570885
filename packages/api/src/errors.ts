import { sqlStateOf } from '@souk/db'
import { TRPCError } from '@trpc/server'
import { z, ZodError } from 'zod'
import { Refusal, type FieldErrors, type RefusalStatus } from './refusal.ts'

type TrpcCode = TRPCError['code']

// The two tables of the edge: what a refusal's status is called by tRPC, and what a SQLSTATE means to a person.

const TRPC_CODE: Record<RefusalStatus, TrpcCode> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  409: 'CONFLICT',
  413: 'PAYLOAD_TOO_LARGE',
  422: 'UNPROCESSABLE_CONTENT',
  429: 'TOO_MANY_REQUESTS',
  503: 'SERVICE_UNAVAILABLE',
}

const SQLSTATE: { match: RegExp; status: RefusalStatus; code: string; sentence: string }[] = [
  { match: /^23505$/, status: 409, code: 'already_exists', sentence: 'Something with this name exists already.' },
  { match: /^23503$/, status: 404, code: 'not_found', sentence: 'Something this refers to does not exist.' },
  { match: /^23514$/, status: 422, code: 'out_of_range', sentence: 'A value is outside of what is allowed.' },
  { match: /^22(003|P02|007|008|021|023)$/, status: 422, code: 'malformed', sentence: 'A value has the wrong form.' },
  { match: /^(40001|40P01|P2034)$/, status: 409, code: 'busy', sentence: 'Others changed the same thing. Try again.' },
  { match: /^(57014|55P03)$/, status: 503, code: 'slow', sentence: 'This took too long. Try again in a moment.' },
  {
    match: /^(08...|57P0.|53...|P1001|P1008|P1017|P2024|P2028|ECONNREFUSED|ECONNRESET|ETIMEDOUT)$/,
    status: 503,
    code: 'unavailable',
    sentence: 'The shop cannot be reached for a moment. Nothing was lost; try again.',
  },
]

/** The refusal behind an error, whoever wrapped it; undefined when the error is a fault of ours. */
export function refusalOf(error: unknown): Refusal | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (e instanceof Refusal) return e
    if (e instanceof ZodError) return new Refusal(422, 'invalid_input', sentenceOf(e), { fields: fieldErrorsOf(e) })
  }
  return refusalOfDatabase(error)
}

/** What drivers say without a code when the database cannot be reached. */
const AWAY = /Connection terminated|connection timeout|Can't reach database|Query read timeout|ECONNREFUSED|ECONNRESET/i

function refusalOfDatabase(error: unknown): Refusal | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const state = sqlStateOf(e) ?? (AWAY.test(e.message) ? '08006' : '')
    const row = SQLSTATE.find(({ match }) => match.test(state))
    if (row) return new Refusal(row.status, row.code, row.sentence, { cause: error })
  }
  return undefined
}

export function toTrpcError(error: TRPCError): TRPCError {
  const refusal = refusalOf(error)
  if (!refusal) return error
  return new TRPCError({ code: TRPC_CODE[refusal.status], message: refusal.message, cause: refusal })
}

type Shape = { message: string; data: { code: string; httpStatus: number; path?: string; stack?: string } }

/** What of an error leaves the house: the sentence and the fields of a refusal; of a fault, nothing but that it happened. */
export function publicShape<S extends Shape>(shape: S, error: TRPCError) {
  const refusal = refusalOf(error)
  const { stack: _, ...data } = shape.data
  return {
    ...shape,
    message: refusal?.message ?? FAULT,
    data: { ...data, refusal: refusal && { code: refusal.code, fields: refusal.fields, detail: refusal.detail } },
  }
}

const FAULT = 'Something broke on our side. It was logged; try again in a moment.'

function fieldErrorsOf(error: ZodError): FieldErrors {
  return Object.fromEntries(error.issues.toReversed().map((issue) => [issue.path.join('.'), issue.message]))
}

const sentenceOf = (error: ZodError): string =>
  z.prettifyError(error).split('\n')[0]?.replace(/^✖ /, '') ?? error.message
