/** Addresses that belong to the platform itself, now or later. */
const RESERVED = new Set(
  'admin api app assets auth billing blog cdn checkout console docs files ftp help localhost login mail platform pricing shop shops sign-in sign-up static status store support test webhook webhooks www'.split(
    ' ',
  ),
)

const SLUG = /^[a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9])$/

/** The address a shop's name suggests: letters, digits and hyphens, 3 to 40 of them; '' when too little is left. */
export function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'’]/g, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
  return SLUG.test(slug) ? slug : ''
}

/** Whether an address is one a merchant may have at all; whether it is taken only the database knows. */
export const isAllowedSlug = (slug: string): boolean =>
  SLUG.test(slug) && !RESERVED.has(slug) && !slug.startsWith('xn--')
