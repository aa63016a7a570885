/** Thrown when SQL would leave without a tenant: outside inTenant, or on a connection that has not begun. */
export class TenantNotBound extends Error {
  override name = 'TenantNotBound'
  constructor() {
    super('A statement was about to run outside a tenant transaction.')
  }
}

/** Thrown when what should be a tenant's id does not have the exact shape of a lower-case UUID. */
export class TenantIdMalformed extends Error {
  override name = 'TenantIdMalformed'
  constructor() {
    super('The tenant id does not have the shape of a UUID.')
  }
}
