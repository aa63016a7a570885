import { describe, expect, test } from 'vitest'
import { eanCheckDigit } from './build-product.ts'
import { demoOrders } from './demo-orders.ts'
import { halden } from './shops/halden.ts'
import { kumo } from './shops/kumo.ts'

const wordsOf = (html: string): number =>
  html
    .replace(/<[^>]+>/g, ' ')
    .trim()
    .split(/\s+/).length

describe.each([halden, kumo])('$name', (shop) => {
  const variants = shop.products.flatMap((product) => product.variants)
  const skus = new Set(variants.map(({ sku }) => sku))

  test('has its products in five collections, each with something in it', () => {
    expect(shop.products.length).toBeGreaterThanOrEqual(26)
    expect(shop.collections).toHaveLength(5)
    for (const { rule } of shop.collections) {
      const inside = shop.products.filter((product) =>
        'type' in rule ? product.type === rule.type : rule.handles.includes(product.handle),
      )
      expect(inside.length).toBeGreaterThanOrEqual(4)
    }
  })

  test('no two products share a handle, no two variants a SKU or a barcode', () => {
    expect(new Set(shop.products.map(({ handle }) => handle)).size).toBe(shop.products.length)
    expect(skus.size).toBe(variants.length)
    expect(new Set(variants.map(({ barcode }) => barcode)).size).toBe(variants.length)
  })

  test('each variant is one made combination of its options, and each value has a variant', () => {
    for (const { options, variants: made, title } of shop.products) {
      const rows = made.map((variant) => variant.options)
      expect(new Set(rows.map((row) => row.join(' / '))).size, title).toBe(rows.length)
      for (const row of rows) expect(row, title).toHaveLength(options.length)
      for (const [index, { values }] of options.entries())
        expect(new Set(rows.map((row) => row[index])), title).toEqual(new Set(values))
    }
  })

  test('some combinations are not made, some variants are sold out, low or reduced', () => {
    const possible = shop.products.map(({ options }) => options.reduce((count, { values }) => count * values.length, 1))
    expect(possible.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(variants.length)
    expect(variants.filter(({ stock }) => stock === 0).length).toBeGreaterThan(4)
    expect(variants.filter(({ stock }) => stock === 1).length).toBeGreaterThan(2)
    expect(variants.filter(({ compareAtMinor }) => compareAtMinor).length).toBeGreaterThan(4)
  })

  test('every barcode is an in-store EAN-13 with a right check digit', () => {
    for (const { barcode } of variants) {
      expect(barcode).toMatch(/^2\d{12}$/)
      expect(eanCheckDigit(barcode.slice(0, 12))).toBe(Number(barcode[12]))
    }
  })

  test('amounts are whole and make sense', () => {
    for (const { priceMinor, costMinor, weightGrams, stock, compareAtMinor } of variants) {
      for (const value of [priceMinor, costMinor, weightGrams, stock])
        expect(Number.isInteger(value) && value >= 0).toBe(true)
      expect(costMinor).toBeLessThan(priceMinor)
      if (compareAtMinor) expect(compareAtMinor).toBeGreaterThan(priceMinor)
    }
  })

  test('every description has 60 to 140 words, every picture its words', () => {
    for (const { bodyHtml, images, title, options } of shop.products) {
      expect(wordsOf(bodyHtml), title).toBeGreaterThanOrEqual(60)
      expect(wordsOf(bodyHtml), title).toBeLessThanOrEqual(140)
      expect(images.length, title).toBeGreaterThanOrEqual(2)
      for (const { alt, shows } of images) {
        expect(alt.length).toBeGreaterThan(8)
        if (shows) expect(options.find(({ name }) => name === shows.option)?.values).toContain(shows.value)
      }
    }
  })

  test('the same seed gives the same past, another seed another one', () => {
    const orders = demoOrders(shop, shop.historySeed)
    expect(demoOrders(shop, shop.historySeed)).toEqual(orders)
    expect(demoOrders(shop, shop.historySeed + 1)).not.toEqual(orders)
    expect(orders.length).toBeGreaterThanOrEqual(50)
    expect(orders.length).toBeLessThanOrEqual(75)
    expect(new Set(orders.map(({ outcome }) => outcome)).size).toBe(5)
    for (const { daysAgo, lines } of orders) {
      expect(daysAgo).toBeLessThan(60)
      for (const { sku, quantity } of lines) expect(skus.has(sku) && quantity > 0, sku).toBe(true)
    }
  })

  test('each complaint is about an order of its own customer and starts with what the customer says', () => {
    const orders = demoOrders(shop, shop.historySeed)
    expect(shop.complaints).toHaveLength(6)
    for (const [index, complaint] of shop.complaints.entries()) {
      expect(orders.find(({ complaintIndex }) => complaintIndex === index)?.buyer).toEqual({
        customerIndex: complaint.customerIndex,
      })
      expect(complaint.messages[0]?.from).toBe('customer')
      for (const { hoursAfterOrder } of complaint.messages)
        expect(hoursAfterOrder).toBeLessThan(complaint.order.daysAgo * 24)
    }
  })

  test('people have addresses of the country and e-mails on reserved domains', () => {
    const postal = shop.country === 'DE' ? /^\d{5}$/ : /^\d{3}-\d{4}$/
    expect(shop.customers).toHaveLength(8)
    for (const { address, email } of shop.customers) {
      expect(address.country).toBe(shop.country)
      expect(address.postalCode).toMatch(postal)
      expect(email).toMatch(/@example\.com$/)
    }
    expect(shop.staff.map(({ role }) => role)).toEqual(['owner', 'fulfilment', 'support'])
    for (const { email } of shop.staff) expect(email).toBe(`${email.split('@')[0]}@${shop.slug}.example`)
  })
})
