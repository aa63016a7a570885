import type { DemoComplaint, DemoCustomer, DemoStaff } from '../../demo-shop.ts'

const password = 'souk-demo-2026'

export const staff: DemoStaff[] = [
  { name: 'Mara Solheim', email: 'mara@halden.example', password, role: 'owner' },
  { name: 'Jonas Wirth', email: 'jonas@halden.example', password, role: 'fulfilment' },
  { name: 'Elif Aydin', email: 'elif@halden.example', password, role: 'support' },
]

const at = (line1: string, postalCode: string, city: string, phone?: string) => ({
  line1,
  postalCode,
  city,
  country: 'DE',
  ...(phone ? { phone } : {}),
})

export const customers: DemoCustomer[] = [
  {
    name: 'Anna Petersen',
    email: 'anna.petersen@example.com',
    address: at('Eulenstraße 41', '22765', 'Hamburg', '+49 40 55500141'),
  },
  { name: 'Lukas Brandt', email: 'lukas.brandt@example.com', address: at('Weserstraße 112', '12045', 'Berlin') },
  {
    name: 'Miriam Osei',
    email: 'miriam.osei@example.com',
    address: { ...at('Ehrenfeldgürtel 88', '50823', 'Köln', '+49 221 5550188'), line2: 'Hinterhaus, 2. OG' },
  },
  {
    name: 'Felix Amann',
    email: 'felix.amann@example.com',
    address: at('Schleißheimer Straße 203', '80797', 'München'),
  },
  {
    name: 'Greta Lindqvist',
    email: 'greta.lindqvist@example.com',
    address: at('Karl-Liebknecht-Straße 67', '04275', 'Leipzig'),
  },
  {
    name: 'Deniz Kaya',
    email: 'deniz.kaya@example.com',
    address: at('Mainzer Landstraße 15', '60329', 'Frankfurt am Main', '+49 69 5550115'),
  },
  { name: 'Sophie Vogel', email: 'sophie.vogel@example.com', address: at('Am Dobben 29', '28203', 'Bremen') },
  {
    name: 'Henrik Thomsen',
    email: 'henrik.thomsen@example.com',
    address: at('Holtenauer Straße 154', '24105', 'Kiel'),
  },
]

export const complaints: DemoComplaint[] = [
  {
    customerIndex: 0,
    category: 'damaged',
    status: 'resolved',
    subject: 'One mug arrived with a chipped rim',
    order: { daysAgo: 24, lines: [{ sku: 'HS-MOR-MOS-SET', quantity: 1 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 78,
        text: 'Three of the four mugs are perfect. The fourth has a chip of about five millimetres on the rim, and there was a shard in the paper.',
      },
      {
        from: 'staff',
        hoursAfterOrder: 81,
        text: 'I am sorry, that one did not travel well. Would you rather have a new mug or the money for it? You do not need to send anything back.',
      },
      { from: 'customer', hoursAfterOrder: 84, text: 'The money please, three are enough for us.' },
      {
        from: 'staff',
        hoursAfterOrder: 85,
        text: 'Done: 25.00 EUR are on their way to your card. It usually takes two to three days.',
      },
    ],
  },
  {
    customerIndex: 2,
    category: 'wrong-item',
    status: 'answered',
    subject: 'Blush instead of Chalk',
    order: { daysAgo: 9, lines: [{ sku: 'HS-BOR-CHA-27CM', quantity: 4 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 70,
        text: 'I ordered four large plates in Chalk. Two of them are clearly pinker than the others. Is that the glaze or a mix-up?',
      },
      {
        from: 'staff',
        hoursAfterOrder: 74,
        text: 'Thank you for asking before using them. Could you look under the foot: is there a small C or a small B? Then I know which kiln they came from.',
      },
    ],
  },
  {
    customerIndex: 3,
    category: 'late',
    status: 'open',
    subject: 'Parcel has not moved since Tuesday',
    order: { daysAgo: 6, lines: [{ sku: 'HS-STU-MOS', quantity: 1 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 122,
        text: 'The tracking page says the lamp is in Nürnberg, and has said so for three days. Can you find out where it is?',
      },
    ],
  },
  {
    customerIndex: 4,
    category: 'quality',
    status: 'resolved',
    subject: 'Vase leaves a ring on the table',
    order: { daysAgo: 41, lines: [{ sku: 'HS-TIN-BLU-24CM', quantity: 1 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 190,
        text: 'After a night with water there is a damp ring under the vase. I put a saucer under it now, but it should be watertight, I think.',
      },
      {
        from: 'staff',
        hoursAfterOrder: 193,
        text: 'It should. There is probably a pinhole in the glaze. A new vase leaves the studio tomorrow; keep the old one for dry flowers.',
      },
    ],
  },
  {
    customerIndex: 5,
    category: 'missing',
    status: 'answered',
    subject: 'Only one pendant in the box',
    order: { daysAgo: 13, lines: [{ sku: 'HS-KUP-CLA-28CM', quantity: 2 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 66,
        text: 'I paid for two lamps, the box holds one. The delivery note says two.',
      },
      {
        from: 'staff',
        hoursAfterOrder: 68,
        text: 'The second lamp travels in its own box, because two are too heavy for one. It was handed over a day later and should reach you tomorrow.',
      },
    ],
  },
  {
    customerIndex: 7,
    category: 'other',
    status: 'open',
    subject: 'Can the tea towel order be gift-wrapped after all?',
    order: {
      daysAgo: 2,
      lines: [
        { sku: 'HS-TOR-FJO', quantity: 3 },
        { sku: 'HS-SVA-CLA', quantity: 1 },
      ],
    },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 5,
        text: 'I forgot to ask: could you wrap the towels and leave out the invoice? They are a present.',
      },
    ],
  },
]
