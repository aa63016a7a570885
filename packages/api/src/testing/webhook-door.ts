import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestShop } from './index.ts'

/** A door for webhooks on this machine, as the web service has one: the sandbox really posts to it. */
export async function openWebhookDoor(shop: TestShop) {
  const received: { body: string; signature: string; status: number }[] = []
  const server = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    const signature = String(request.headers['souk-sandbox-signature'])
    const api = await shop.as('guest')
    const status = await api.checkout.webhook({ provider: 'sandbox', body, signature }).then(
      () => 200,
      () => 400,
    )
    received.push({ body, signature, status })
    response.writeHead(status).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://${shop.tenant.slug}.localhost:${(server.address() as AddressInfo).port}`
  const request = { id: crypto.randomUUID(), ip: '127.0.0.1', userAgent: 'test', origin }
  return { request, received, close: () => new Promise((resolve) => server.close(resolve)) }
}
