import { lookup as lookUp, type LookupAddress } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from './public-address.ts'

const SECONDS_MAX = 10
const BYTES_MAX = 10_000_000
const REDIRECTS_MAX = 3

/** The picture could not be had; the sentence says why. `unreachable` when the host itself did not answer. */
export class PictureUnavailable extends Error {
  override name = 'PictureUnavailable'
  readonly unreachable: boolean
  constructor(sentence: string, unreachable = false) {
    super(sentence)
    this.unreachable = unreachable
  }
}

/** How names become addresses and which of them may be asked; the tests put their own network here. */
export type Network = { resolve: (host: string) => Promise<LookupAddress[]>; mayAsk: (address: string) => boolean }

const internet: Network = {
  resolve: (host) =>
    new Promise((done, fail) =>
      lookUp(host, { all: true, verbatim: true }, (error, all) => (error ? fail(error) : done(all))),
    ),
  mayAsk: isPublicAddress,
}

/**
 * Fetches a picture from an address a merchant gave. Every address of the host has to be public, the connection goes to the
 * very address that was checked (a name that answers differently the second time gains nothing), and each redirect is
 * checked like the first address.
 */
export async function fetchPicture(address: string, network: Network = internet): Promise<Buffer> {
  const signal = AbortSignal.timeout(SECONDS_MAX * 1000)
  let url = new URL(address)
  for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
    const answer = await ask(url, network, signal)
    const next = answer.headers.location
    if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || !next) return readAnswer(answer, url)
    answer.destroy()
    if (!URL.canParse(next, url.href)) break
    url = new URL(next, url.href)
  }
  throw new PictureUnavailable(`${url.hostname} redirects too often.`)
}

async function ask(url: URL, network: Network, signal: AbortSignal): Promise<IncomingMessage> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new PictureUnavailable('Only http and https addresses are fetched.')
  if (url.username || url.password) throw new PictureUnavailable('An address with a password in it is not fetched.')
  const [first] = await resolvePublic(url, network)
  const lookup: LookupFunction = (_, options, done) =>
    options.all ? done(null, [first!]) : done(null, first!.address, first!.family)
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { lookup, signal, agent: false, headers: { accept: 'image/*', 'user-agent': 'Souk picture import' } },
      resolve,
    )
    sent.on('error', (cause) => reject(new PictureUnavailable(sentenceOf(cause, url), true)))
    sent.end()
  })
}

async function resolvePublic(url: URL, network: Network): Promise<LookupAddress[]> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const addresses = family
    ? [{ address: host, family }]
    : await network.resolve(host).catch((cause: Error) => {
        throw new PictureUnavailable(sentenceOf(cause, url), true)
      })
  if (addresses.length === 0 || !addresses.every(({ address }) => network.mayAsk(address))) {
    throw new PictureUnavailable(`${url.hostname} is not a public address.`)
  }
  return addresses
}

async function readAnswer(answer: IncomingMessage, url: URL): Promise<Buffer> {
  if (answer.statusCode !== 200) {
    answer.destroy()
    throw new PictureUnavailable(`${url.hostname} answered ${answer.statusCode}.`)
  }
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > BYTES_MAX) throw new PictureUnavailable(`This picture is larger than ${BYTES_MAX / 1_000_000} MB.`)
      chunks.push(chunk)
    }
  } catch (cause) {
    throw cause instanceof PictureUnavailable ? cause : new PictureUnavailable(sentenceOf(cause as Error, url), true)
  } finally {
    answer.destroy()
  }
  return Buffer.concat(chunks)
}

function sentenceOf(cause: Error, url: URL): string {
  if (cause.name === 'AbortError' || cause.name === 'TimeoutError')
    return `${url.hostname} took longer than ${SECONDS_MAX} seconds.`
  return `${url.hostname} cannot be reached from here.`
}
