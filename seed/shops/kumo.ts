import { kumoLogo } from '../art/logo.ts'
import type { ArtSpec } from '../art/art-spec.ts'
import { buildProduct, type Maker } from '../build-product.ts'
import type { DemoCollection, DemoShop } from '../demo-shop.ts'
import { bags } from './kumo/bags.ts'
import { bicycles } from './kumo/bicycles.ts'
import { helmets } from './kumo/helmets.ts'
import { lights } from './kumo/lights.ts'
import { partsAndTools } from './kumo/parts-and-tools.ts'
import { complaints, customers, staff } from './kumo/people.ts'

const maker: Maker = {
  shop: 'kumo',
  prefix: 'KC',
  digit: '2',
  vendor: 'Kumo Cycles',
  colourOptions: ['Colour'],
  costShare: 0.55,
}

const drafts = [...bicycles, ...helmets, ...bags, ...lights, ...partsAndTools]

const picture = (subject: string, view: ArtSpec['view']): ArtSpec => ({ shop: 'kumo', subject, tone: 'Bone', view })

const collection = (handle: string, title: string, description: string): DemoCollection => ({
  handle,
  title,
  description,
  rule: { type: title },
  cover: picture(handle, 'cover'),
})

export const kumo: DemoShop = {
  slug: 'kumo',
  name: 'Kumo Cycles',
  tagline: 'City bicycles and riding gear from Tokyo',
  currency: 'JPY',
  locale: 'en-JP',
  country: 'JP',
  theme: {
    brand: '#ff6a4d',
    background: '#14161f',
    ink: '#f3eee2',
    accent: '#ff6a4d',
    displayFont: 'inter',
    radius: 'sharp',
    scheme: 'dark',
    hero: {
      title: 'The city is shorter by bicycle',
      text: 'Steel frames, quiet hubs and gear that survives the rainy season. Built in Kuramae, ridden to work every day.',
      cta: 'Find your bicycle',
      art: picture('hero', 'hero'),
    },
    logo: kumoLogo(),
  },
  announcement: 'Free delivery in Japan from ¥15,000. Bicycles arrive built.',
  contact: {
    email: 'hello@kumo.example',
    phone: '+81 3 5550 0190',
    hours: 'Every day but Wednesday, 11:00 to 20:00',
    address: { line1: '4-20-9 Kuramae', city: 'Taito-ku', region: 'Tokyo', postalCode: '111-0051', country: 'JP' },
  },
  policies: {
    shipping:
      '<p>Small parcels leave the day they are ordered if we have them before 15:00, and arrive in one to three days. Bicycles are built and tested after you order and come in a large box after four to eight days; you turn the bar and fit the pedals.</p><p>Choose a time slot at checkout. A missed delivery is tried twice more at no charge.</p>',
    returns:
      '<p>Gear can be returned unused within 30 days. Bicycles can be returned within 14 days if ridden less than 20 km; we collect them. Helmets that have had a fall cannot be returned, and should not be worn either.</p><p>Refunds go back to the way you paid within five working days.</p>',
    privacy:
      '<p>We store your name, address, contact and orders to deliver and to stand by our warranty. Frame numbers are kept with your name so that a found bicycle can come home. Ask us and we show, correct or delete what we hold. Nothing is sold or shared for advertising.</p>',
    terms:
      '<p>Prices include consumption tax. An order is binding when we confirm it. Frames carry a lifetime warranty for the first owner, all else two years, wear parts excepted. Register your bicycle against theft as local law asks; we help with the form.</p>',
  },
  collections: [
    collection(
      'bicycles',
      'Bicycles',
      'Six bicycles for one city: upright, quick, small, long and with a tailwind built in.',
    ),
    collection('helmets', 'Helmets', 'Tested shells in sizes that fit, from first rides to rainy commutes.'),
    collection('bags', 'Bags', 'Waterproof, quick to close and made to come off the bicycle with you.'),
    collection('lights', 'Lights', 'See the road and be seen from the side street. All charge by USB-C.'),
    collection('parts-tools', 'Parts & tools', 'Locks, pumps and small things that get you home.'),
  ],
  products: drafts.map((draft, index) => buildProduct(draft, maker, index + 1)),
  deliveryMethods: [
    { name: 'Courier', priceMinor: 880, freeFromMinor: 15000, minDays: 1, maxDays: 3, countries: ['JP'] },
    { name: 'Evening slot', priceMinor: 1320, minDays: 1, maxDays: 2, countries: ['JP'] },
    { name: 'Air parcel', priceMinor: 3800, minDays: 4, maxDays: 9, countries: ['KR', 'TW', 'HK', 'SG'] },
  ],
  staff,
  customers,
  complaints,
  historySeed: 20262,
}
