type Offer = { priceMinor: bigint; sellable: boolean; sku: string | null; name: string; url: string }

const decimal = (minor: bigint, decimals: number) => {
  const digits = minor.toString().padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}

/** A product as search engines read it: one offer a variant. */
export function productJsonLd(product: {
  name: string
  description: string
  brand: string
  url: string
  images: string[]
  currency: string
  decimals: number
  offers: Offer[]
}) {
  const offers = product.offers.map((offer) => ({
    '@type': 'Offer',
    name: offer.name || undefined,
    sku: offer.sku ?? undefined,
    url: offer.url,
    price: decimal(offer.priceMinor, product.decimals),
    priceCurrency: product.currency,
    availability: `https://schema.org/${offer.sellable ? 'InStock' : 'OutOfStock'}`,
  }))
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    description: product.description || undefined,
    image: product.images,
    url: product.url,
    brand: product.brand ? { '@type': 'Brand', name: product.brand } : undefined,
    offers: offers.length === 1 ? offers[0] : offers,
  }
}

export function breadcrumbJsonLd(origin: string, items: { label: string; href?: string }[]) {
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: items.map(({ label, href }, index) => ({
      '@type': 'ListItem',
      position: index + 1,
      name: label,
      item: href && origin + href,
    })),
  }
}

/** The text of a data script: nothing in it can end the script or start a tag. */
export const jsonLdText = (data: unknown): string =>
  JSON.stringify(data).replace(/[<>&\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`)
