import { haldenLogo } from '../art/logo.ts'
import type { ArtSpec } from '../art/art-spec.ts'
import { buildProduct, type Maker } from '../build-product.ts'
import type { DemoCollection, DemoShop } from '../demo-shop.ts'
import { candlesAndScent } from './halden/candles-and-scent.ts'
import { lighting } from './halden/lighting.ts'
import { complaints, customers, staff } from './halden/people.ts'
import { tableware } from './halden/tableware.ts'
import { textiles } from './halden/textiles.ts'
import { vases } from './halden/vases.ts'

const maker: Maker = {
  shop: 'halden',
  prefix: 'HS',
  digit: '1',
  vendor: 'Halden Studio',
  colourOptions: ['Glaze', 'Colour', 'Scent'],
  costShare: 0.38,
}

const drafts = [...vases, ...tableware, ...lighting, ...candlesAndScent, ...textiles].map((draft) =>
  draft.art === 'diffuser' ? { ...draft, drawnAs: { Skog: 'Amber', Eng: 'Honey' } } : draft,
)

const picture = (subject: string, view: ArtSpec['view']): ArtSpec => ({ shop: 'halden', subject, tone: 'Chalk', view })

const collection = (handle: string, title: string, description: string): DemoCollection => ({
  handle,
  title,
  description,
  rule: { type: title },
  cover: picture(handle, 'cover'),
})

export const halden: DemoShop = {
  slug: 'halden',
  name: 'Halden Studio',
  tagline: 'Ceramics and quiet things for the home',
  currency: 'EUR',
  locale: 'en-DE',
  country: 'DE',
  theme: {
    brand: '#8a4a31',
    background: '#f8f2e8',
    ink: '#2f2620',
    accent: '#8a4a31',
    displayFont: 'fraunces',
    radius: 'soft',
    scheme: 'light',
    hero: {
      title: 'Made slowly, used daily',
      text: 'Stoneware, lamps and linen from a small studio. Every piece is thrown, glazed and looked at by the same four people.',
      cta: 'See what left the kiln',
      art: picture('hero', 'hero'),
    },
    logo: haldenLogo(),
  },
  announcement: 'Free delivery in Germany from €90. The kiln is opened every Thursday.',
  contact: {
    email: 'hello@halden.example',
    phone: '+49 40 55500190',
    hours: 'Tuesday to Saturday, 10:00 to 18:00',
    address: { line1: 'Bahrenfelder Straße 260', postalCode: '22765', city: 'Hamburg', country: 'DE' },
  },
  policies: {
    shipping:
      '<p>We pack in paper and wool, without plastic. Orders placed before noon leave the studio the next working day. Parcels within Germany take two to three days, to our neighbours three to six.</p><p>If something breaks on the way, send us a picture within 14 days and we replace it or pay it back, as you prefer.</p>',
    returns:
      '<p>You may return anything unused within 30 days, for any reason. Tell us through your order page; we send a label. The money goes back the way it came within five working days after the parcel reaches us.</p><p>Pieces made to order for you alone cannot be returned unless they are faulty.</p>',
    privacy:
      '<p>We keep what we need to send your order and to answer you: name, address, e-mail, what you bought. We keep invoices for as long as tax law asks and delete the rest when you ask us to. We do not sell data and we do not use advertising trackers.</p>',
    terms:
      '<p>The contract is made when we confirm your order. Prices include VAT. Handmade pieces differ a little in colour and size; the pictures show the character, not the copy. German law applies, and your rights as a consumer stay untouched.</p>',
  },
  collections: [
    collection(
      'vases',
      'Vases',
      'From a single stem to a whole hedge: vases thrown in stoneware and left a little imperfect.',
    ),
    collection(
      'tableware',
      'Tableware',
      'Mugs, plates and bowls that stack, survive the dishwasher and look better next to one another.',
    ),
    collection('lighting', 'Lighting', 'Ceramic lamps that throw warm light down and keep glare away.'),
    collection(
      'candles-scent',
      'Candles & scent',
      'Wax, reeds and ash for evenings that start at four in the afternoon.',
    ),
    collection('textiles', 'Textiles', 'Linen and wool from small mills, in the colours of our glazes.'),
  ],
  products: drafts.map((draft, index) => buildProduct(draft, maker, index + 1)),
  deliveryMethods: [
    { name: 'Standard parcel', priceMinor: 490, freeFromMinor: 9000, minDays: 2, maxDays: 3, countries: ['DE'] },
    { name: 'Express', priceMinor: 1290, minDays: 1, maxDays: 1, countries: ['DE'] },
    {
      name: 'Parcel to neighbours',
      priceMinor: 1190,
      freeFromMinor: 18000,
      minDays: 3,
      maxDays: 6,
      countries: ['AT', 'BE', 'DK', 'FR', 'LU', 'NL', 'NO', 'SE'],
    },
  ],
  staff,
  customers,
  complaints,
  historySeed: 20261,
}
