import type { DemoComplaint, DemoCustomer, DemoStaff } from '../../demo-shop.ts'

const password = 'souk-demo-2026'

export const staff: DemoStaff[] = [
  { name: 'Ren Takeda', email: 'ren@kumo.example', password, role: 'owner' },
  { name: 'Sho Nakamura', email: 'sho@kumo.example', password, role: 'fulfilment' },
  { name: 'Yui Hasegawa', email: 'yui@kumo.example', password, role: 'support' },
]

const at = (line1: string, city: string, region: string, postalCode: string, phone?: string) => ({
  line1,
  city,
  region,
  postalCode,
  country: 'JP',
  ...(phone ? { phone } : {}),
})

export const customers: DemoCustomer[] = [
  {
    name: 'Aoi Kobayashi',
    email: 'aoi.kobayashi@example.com',
    address: at('2-14-8 Kamimeguro', 'Meguro-ku', 'Tokyo', '153-0051', '+81 3 5550 0148'),
  },
  {
    name: 'Daichi Mori',
    email: 'daichi.mori@example.com',
    address: at('3-6-11 Kuramae', 'Taito-ku', 'Tokyo', '111-0051'),
  },
  {
    name: 'Emma Clarke',
    email: 'emma.clarke@example.com',
    address: { ...at('1-22-5 Shoto', 'Shibuya-ku', 'Tokyo', '150-0046', '+81 3 5550 0225'), line2: 'Apartment 302' },
  },
  {
    name: 'Kaito Fujii',
    email: 'kaito.fujii@example.com',
    address: at('4-9-2 Motomachi', 'Yokohama-shi Naka-ku', 'Kanagawa', '231-0861'),
  },
  {
    name: 'Hana Nishida',
    email: 'hana.nishida@example.com',
    address: at('1-3-17 Horie', 'Osaka-shi Nishi-ku', 'Osaka', '550-0014'),
  },
  {
    name: 'Sota Ueda',
    email: 'sota.ueda@example.com',
    address: at('2-5-30 Imaizumi', 'Fukuoka-shi Chuo-ku', 'Fukuoka', '810-0021', '+81 92 555 0130'),
  },
  {
    name: 'Rin Matsuda',
    email: 'rin.matsuda@example.com',
    address: at('5-12-1 Kichijoji Honcho', 'Musashino-shi', 'Tokyo', '180-0004'),
  },
  {
    name: 'Leo Tanaka',
    email: 'leo.tanaka@example.com',
    address: at('1-8-4 Kokubuncho', 'Sendai-shi Aoba-ku', 'Miyagi', '980-0803'),
  },
]

export const complaints: DemoComplaint[] = [
  {
    customerIndex: 0,
    category: 'quality',
    status: 'resolved',
    subject: 'Bell is silent after rain',
    order: { daysAgo: 30, lines: [{ sku: 'KC-RIN-VER', quantity: 1 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 260,
        text: 'It rang beautifully for a week. After two rainy days the hammer sticks and the bell only clicks.',
      },
      {
        from: 'staff',
        hoursAfterOrder: 262,
        text: 'That should not happen. It is a spring from one batch. We have paid the bell back and sent a new spring in an envelope, so it can ring again as well.',
      },
      { from: 'customer', hoursAfterOrder: 330, text: 'Fixed in a minute. Thank you.' },
    ],
  },
  {
    customerIndex: 2,
    category: 'wrong-item',
    status: 'answered',
    subject: 'Helmet is size M, ordered L',
    order: { daysAgo: 8, lines: [{ sku: 'KC-MAR-VER-L5962', quantity: 1 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 50,
        text: 'The box says L, the label inside the helmet says M 55-59, and my head agrees with the label.',
      },
      {
        from: 'staff',
        hoursAfterOrder: 52,
        text: 'Sorry about that. A courier can swap it at your door. Would Thursday between 18:00 and 20:00 suit you?',
      },
    ],
  },
  {
    customerIndex: 3,
    category: 'damaged',
    status: 'open',
    subject: 'Scratch on the top tube',
    order: { daysAgo: 7, lines: [{ sku: 'KC-SOR-COB-M', quantity: 1 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 98,
        text: 'The bicycle rides well, but there is a scratch as long as a finger on the left of the top tube, down to the primer. The box had a hole at the same height.',
      },
    ],
  },
  {
    customerIndex: 4,
    category: 'missing',
    status: 'answered',
    subject: 'No charging cable with the light set',
    order: { daysAgo: 16, lines: [{ sku: 'KC-YOR-BON', quantity: 1 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 72,
        text: 'The page promises a twin USB-C cable. My box has lights and mounts only.',
      },
      {
        from: 'staff',
        hoursAfterOrder: 75,
        text: 'You are right, it is missing from the packing list too. A cable went into the letterbox today; any USB-C cable works until then.',
      },
    ],
  },
  {
    customerIndex: 6,
    category: 'late',
    status: 'resolved',
    subject: 'Delivery slot missed twice',
    order: { daysAgo: 45, lines: [{ sku: 'KC-HAK-MAT', quantity: 1 }] },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 170,
        text: 'Two afternoons at home, no bicycle. The driver says the lift is too small, which I wrote in the notes.',
      },
      {
        from: 'staff',
        hoursAfterOrder: 172,
        text: 'You did, and we did not pass it on. I will bring it myself on Saturday morning, by the stairs.',
      },
      { from: 'staff', hoursAfterOrder: 240, text: 'Delivered and adjusted. The delivery charge is paid back.' },
    ],
  },
  {
    customerIndex: 7,
    category: 'other',
    status: 'open',
    subject: 'Can I change the gloves to size L?',
    order: {
      daysAgo: 3,
      lines: [
        { sku: 'KC-TEB-BLA-M', quantity: 1 },
        { sku: 'KC-MIZ-TEA-750ML', quantity: 1 },
      ],
    },
    messages: [
      {
        from: 'customer',
        hoursAfterOrder: 9,
        text: 'I measured again and should have taken L. If the parcel is not packed yet, could you swap them?',
      },
    ],
  },
]
