/**
 * What a schema alone cannot tell the walk over all procedures: inputs that a refinement wants in a certain form, by the
 * field's path, and the tables whose ids a field takes when its name does not say so.
 */
export const samples: { inputs: Record<string, Record<string, unknown>>; tables: Record<string, string[]> } = {
  inputs: {
    'onboarding.signUp': { country: 'DE', slug: 'a-new-shop' },
    'onboarding.openShop': { country: 'DE', slug: 'a-new-shop' },
  },
  tables: {
    'onboarding.tenantId': [],
    catalog: ['products'],
    service: ['complaints'],
    fulfillment: ['fulfillments'],
    member: ['memberships'],
    staff: ['invitations'],
  },
}
