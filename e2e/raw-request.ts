import { request } from 'node:http'
import { connect } from 'node:net'

export type RawAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

/** One request to the machine itself under any Host header: what a browser would never send can be sent. */
export function rawRequest(
  port: number,
  host: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body = '' } = options
    const sent = request(
      { host: '127.0.0.1', port, path, method, headers: { host, ...headers }, setHost: false },
      (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(parts).toString() }),
        )
      },
    )
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Bytes on the wire as they are, for requests that no client library would build. */
export function rawBytes(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text))
    let answer = ''
    socket.setTimeout(5_000, () => socket.destroy())
    socket.on('data', (part) => (answer += part.toString()))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

/** Signs a member of staff in and returns the cookie header of the session. */
export async function signInCookie(port: number, shop: string, email: string, password: string): Promise<string> {
  const host = `${shop}.localhost:${port}`
  const answer = await rawRequest(port, host, '/admin/sign-in', {
    method: 'POST',
    headers: { origin: `http://${host}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email, password }).toString(),
  })
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((cookie) => cookie.split(';')[0]!)
  if (!cookies.some((cookie) => cookie.startsWith('souk_staff=')))
    throw new Error(`not signed in: ${answer.status} ${answer.body.slice(0, 300)}`)
  return cookies.join('; ')
}
