import type { ArtSpec } from './art/art-spec.ts'

export type DemoImage = {
  art: ArtSpec
  alt: string
  /** The option value this picture shows, when it shows just one. */
  shows?: { option: string; value: string }
}

export type DemoVariant = {
  /** One value an option, in the order of the product's options. */
  options: string[]
  sku: string
  barcode: string
  priceMinor: number
  compareAtMinor?: number
  costMinor: number
  weightGrams: number
  stock: number
}

export type DemoProduct = {
  handle: string
  title: string
  bodyHtml: string
  vendor: string
  type: string
  tags: string[]
  options: { name: string; values: string[] }[]
  variants: DemoVariant[]
  images: DemoImage[]
}

export type DemoCollection = {
  handle: string
  title: string
  description: string
  rule: { type: string } | { handles: string[] }
  cover: ArtSpec
}

export type DemoAddress = {
  line1: string
  line2?: string
  city: string
  region?: string
  postalCode: string
  country: string
  phone?: string
}

export type DemoCustomer = { name: string; email: string; address: DemoAddress }

export type DemoStaff = { name: string; email: string; password: string; role: 'owner' | 'fulfilment' | 'support' }

export type DemoDelivery = {
  name: string
  priceMinor: number
  freeFromMinor?: number
  minDays: number
  maxDays: number
  countries: string[]
}

export type DemoLine = { sku: string; quantity: number }

/** A complaint brings its own order, so that what is complained about was really bought. */
export type DemoComplaint = {
  customerIndex: number
  order: { daysAgo: number; lines: DemoLine[] }
  category: 'damaged' | 'missing' | 'wrong-item' | 'late' | 'quality' | 'other'
  subject: string
  status: 'open' | 'answered' | 'resolved'
  messages: { from: 'customer' | 'staff'; hoursAfterOrder: number; text: string }[]
}

export type DemoTheme = {
  brand: string
  background: string
  ink: string
  accent: string
  displayFont: 'inter' | 'fraunces'
  radius: 'sharp' | 'soft' | 'round'
  scheme: 'light' | 'dark'
  hero: { title: string; text: string; cta: string; art: ArtSpec }
  /** An SVG document. */
  logo: string
}

export type DemoShop = {
  slug: string
  name: string
  tagline: string
  currency: 'EUR' | 'JPY'
  locale: string
  country: string
  theme: DemoTheme
  announcement: string
  contact: { email: string; phone: string; address: DemoAddress; hours: string }
  policies: { shipping: string; returns: string; privacy: string; terms: string }
  collections: DemoCollection[]
  products: DemoProduct[]
  deliveryMethods: DemoDelivery[]
  staff: DemoStaff[]
  customers: DemoCustomer[]
  complaints: DemoComplaint[]
  /** The seed number of this shop's past. */
  historySeed: number
}
