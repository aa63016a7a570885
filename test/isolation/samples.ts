/**
 * What a schema alone cannot tell the walk over all procedures: inputs that a refinement wants in a certain form, by the
 * field's path, and the tables whose ids a field takes when its name does not say so.
 */
const address = { country: 'DE', name: 'Ana', line1: 'Weg 1', city: 'Ulm', postalCode: '89073' }

export const samples: { inputs: Record<string, Record<string, unknown>>; tables: Record<string, string[]> } = {
  inputs: {
    'onboarding.signUp': { country: 'DE', slug: 'a-new-shop' },
    'onboarding.openShop': { country: 'DE', slug: 'a-new-shop' },
    'catalog.pictures.add': { bytes: new Uint8Array([1, 2, 3]) },
    'catalog.media.upload': { bytes: new Uint8Array([1, 2, 3]) },
    'catalog.media.replace': { bytes: new Uint8Array([1, 2, 3]) },
    'basics.talk.comment': { files: [] },
    'bulk.preview': { action: 'variants.taxable', list: 'products', input: { taxable: true } },
    'bulk.start': { action: 'variants.taxable', list: 'products', input: { taxable: true } },
    'views.of': { list: 'products' },
    'views.create': { list: 'products' },
    'views.prefer': { list: 'products' },
    'imports.upload': { file: { filename: 'a.csv', bytes: new Uint8Array([1]) }, pictures: [] },
    'imports.fixRows': { rows: [{ line: 2, cells: { 0: 'a' } }] },
    'imports.fixFromFile': { file: { filename: 'a.csv', bytes: new Uint8Array([1]) } },
    'checkout.place': { address, phone: '+49 30 1234567', expectedTotalMinor: '100' },
    'customers.changeDetails': { phone: '+49 30 1234567' },
    'customers.saveAddress': { address, fields: address },
    'staff.invitation': { token: 'a'.repeat(32) },
    'staff.join': { token: 'a'.repeat(32) },
    'tenants.save': { holdMinutes: 15 },
    'tenants.saveDelivery': { countries: ['DE'] },
  },
  tables: {
    'bulk.ids': ['products'],
    view: ['saved_views'],
    'onboarding.tenantId': [],
    catalog: ['products'],
    imports: ['imports'],
    service: ['complaints'],
    fulfillment: ['fulfillments'],
    member: ['memberships'],
    'catalog.publishing.revisionId': ['product_revisions'],
    'basics.subjectId': ['products'],
    staff: ['invitations'],
  },
}
