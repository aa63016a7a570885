import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchPicture, type Network } from './fetch-picture.ts'
import { isPublicAddress } from './public-address.ts'

let asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.headers.host} ${request.url}`)
  if (request.url?.startsWith('/to/')) {
    response.writeHead(302, { location: decodeURIComponent(request.url.slice(4)) }).end()
  } else if (request.url === '/large') {
    response.writeHead(200)
    for (let part = 0; part < 11; part++) response.write(Buffer.alloc(1_000_000))
    response.end()
  } else response.writeHead(request.url === '/gone' ? 404 : 200).end('picture')
})
let port = 0
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((closed) => server.close(closed)))

/** A network in which `shop.example` is the test's server and counts as public, and everything else is as it is. */
const network: Network = {
  resolve: async (host) =>
    host === 'shop.example' ? [{ address: '127.0.0.1', family: 4 }] : [{ address: '10.0.0.8', family: 4 }],
  mayAsk: (address) => address === '127.0.0.1',
}

const FORBIDDEN = [
  'http://127.0.0.1/',
  'http://localhost/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://0177.0.0.1/',
  'http://127.1/',
  'http://0.0.0.0/',
  'http://10.1.2.3/',
  'http://172.16.0.1/',
  'http://192.168.1.1/',
  'http://169.254.169.254/latest/meta-data',
  'http://100.64.0.1/',
  'http://198.18.0.1/',
  'http://224.0.0.1/',
  'http://255.255.255.255/',
  'http://[::1]/',
  'http://[::]/',
  'http://[::ffff:127.0.0.1]/',
  'http://[::ffff:7f00:1]/',
  'http://[fe80::1]/',
  'http://[fd00::1]/',
  'http://[64:ff9b::7f00:1]/',
  'http://[2002:7f00:1::]/',
  'http://[2001:db8::1]/',
  'http://[ff02::1]/',
]

test.each(FORBIDDEN)('%s is not asked (A18)', async (address) => {
  await expect(fetchPicture(address)).rejects.toThrow(/is not a public address/)
})

test.each(['file:///etc/passwd', 'gopher://shop.example/', 'ftp://shop.example/', 'data:image/png,x'])(
  '%s is no address to fetch (A18)',
  async (address) => {
    await expect(fetchPicture(address, network)).rejects.toThrow(/Only http and https/)
  },
)

test('addresses of the public internet are public', () => {
  for (const address of ['8.8.8.8', '23.227.38.65', '2606:4700::1111'])
    expect([address, isPublicAddress(address)]).toEqual([address, true])
})

test('a host of which one address is private is not asked at all (A18)', async () => {
  const mixed: Network = {
    resolve: async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ],
    mayAsk: isPublicAddress,
  }
  await expect(fetchPicture('http://mixed.example/', mixed)).rejects.toThrow(/is not a public address/)
})

test('the connection goes to the address that was checked, though the name answers differently the next time (A18)', async () => {
  let answers = 0
  const rebinding: Network = {
    ...network,
    resolve: async () => [{ address: ++answers === 1 ? '127.0.0.1' : '10.0.0.8', family: 4 }],
  }
  expect((await fetchPicture(`http://rebind.example:${port}/a`, rebinding)).toString()).toBe('picture')
  expect(answers).toBe(1)
})

test('a redirect is followed to a public address and never to a private one (A18)', async () => {
  const to = (target: string) => `http://shop.example:${port}/to/${encodeURIComponent(target)}`
  expect((await fetchPicture(to(`http://shop.example:${port}/b`), network)).toString()).toBe('picture')
  asked = []
  await expect(fetchPicture(to('http://inner.example/'), network)).rejects.toThrow(/is not a public address/)
  await expect(fetchPicture(to('http://10.0.0.8/'), network)).rejects.toThrow(/is not a public address/)
  await expect(fetchPicture(to('file:///etc/passwd'), network)).rejects.toThrow(/Only http and https/)
  expect(asked).toHaveLength(3)
  await expect(fetchPicture(to(to(to(to(to('/b'))))), network)).rejects.toThrow(/redirects too often/)
})

test('what is too large, gone or not to be reached is told as such', async () => {
  await expect(fetchPicture(`http://shop.example:${port}/large`, network)).rejects.toThrow(/larger than 10 MB/)
  await expect(fetchPicture(`http://shop.example:${port}/gone`, network)).rejects.toThrow(/answered 404/)
  await expect(fetchPicture('http://shop.example:1/', network)).rejects.toMatchObject({ unreachable: true })
})
