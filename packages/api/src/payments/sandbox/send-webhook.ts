import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { z } from 'zod'
import type { JobHandler } from '../../job-handlers.ts'
import { getCharge, getSandboxSecret } from './charge.ts'
import { approveLate } from './decide-charge.ts'
import { signWebhook } from './signature.ts'

const ANSWER_MS_MAX = 5000
const ANSWER_BYTES_MAX = 64 * 1024

const webhookPayload = z.object({ reference: z.string(), eventId: z.string(), type: z.string() })

/** The job `sandbox.webhook`: tells the shop, signed as of now; anything but a 2xx is tried again, later and later. */
const sendSandboxWebhook: JobHandler = async (job) => {
  const { reference, eventId, type } = webhookPayload.parse(job.payload)
  const { charge, secret } = await job.inTenant(async (tx) => ({
    charge: await getCharge(tx, reference),
    secret: await getSandboxSecret(tx),
  }))
  const body = JSON.stringify({ id: eventId, type, reference })
  const status = await post(new URL(charge.webhookUrl), body, signWebhook(secret, body, new Date()))
  if (status < 200 || status > 299) throw new Error(`The shop answered the webhook with ${status}.`)
  return { status }
}

/** The job `sandbox.approve`: the bank that took its time. */
const approveSandboxCharge: JobHandler = (job) =>
  job.inTenant((tx) => approveLate(tx, z.object({ reference: z.string() }).parse(job.payload).reference))

/** Posts and returns the status. Names under localhost need no resolver: they are this machine, told by the Host header. */
function post(url: URL, body: string, signature: string): Promise<number> {
  const local = url.hostname.endsWith('.localhost')
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  const options = {
    host: local ? '127.0.0.1' : url.hostname,
    servername: url.hostname,
    port: url.port,
    path: url.pathname,
    method: 'POST',
    timeout: ANSWER_MS_MAX,
    headers: {
      host: url.host,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'souk-sandbox-signature': signature,
    },
  }
  return new Promise((resolve, reject) => {
    const request = send(options, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.length) > ANSWER_BYTES_MAX && request.destroy())
      response.on('end', () => resolve(response.statusCode ?? 0))
      response.on('error', reject)
    })
    request.on('timeout', () => request.destroy(new Error('The shop did not answer the webhook in time.')))
    request.on('error', reject)
    request.end(body)
  })
}

/** What the worker does for the sandbox, by kind of job. */
export const sandboxHandlers: Record<string, JobHandler> = {
  'sandbox.webhook': sendSandboxWebhook,
  'sandbox.approve': approveSandboxCharge,
}
