/** Everything a role can allow, as `<module>:<action>`, with the words the roles screen shows. */
export const PERMISSIONS = {
  'orders:read': 'See orders and who placed them',
  'orders:capture': 'Capture payments',
  'orders:cancel': 'Cancel orders',
  'orders:refund': 'Refund orders',
  'fulfillment:write': 'Pick, pack and ship',
  'catalog:read': 'See products and collections',
  'catalog:write': 'Create and edit products and collections',
  'catalog:publish': 'Approve and schedule changes of products',
  'catalog:import': 'Import products',
  'pricing:read': 'See price lists and customer groups',
  'pricing:write': 'Edit price lists and customer groups',
  'inventory:read': 'See stock and its movements',
  'inventory:adjust': 'Adjust stock',
  'customers:read': 'See customers',
  'customers:import': 'Import customers',
  'service:read': 'See complaints',
  'service:answer': 'Answer and settle complaints',
  'staff:read': 'See colleagues and roles',
  'staff:manage': 'Invite colleagues, change roles, remove access',
  'basics:audit': 'Read the audit log',
  'tenants:settings': 'Change the settings of the shop',
} as const

export type Permission = keyof typeof PERMISSIONS

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as Permission[]

/** The roles every shop starts with; a role's permissions live in the shop's own table from then on. */
export const SYSTEM_ROLES: { key: string; name: string; permissions: Permission[] }[] = [
  { key: 'owner', name: 'Owner', permissions: ALL_PERMISSIONS },
  {
    key: 'manager',
    name: 'Manager',
    permissions: ALL_PERMISSIONS.filter((permission) => permission !== 'staff:manage'),
  },
  {
    key: 'catalog',
    name: 'Catalogue',
    permissions: [
      'catalog:read',
      'catalog:write',
      'catalog:publish',
      'catalog:import',
      'pricing:read',
      'pricing:write',
      'inventory:read',
      'inventory:adjust',
    ],
  },
  {
    key: 'fulfilment',
    name: 'Fulfilment',
    permissions: ['orders:read', 'fulfillment:write', 'catalog:read', 'inventory:read'],
  },
  {
    key: 'support',
    name: 'Support',
    permissions: ['orders:read', 'customers:read', 'catalog:read', 'inventory:read', 'service:read', 'service:answer'],
  },
  {
    key: 'accountant',
    name: 'Accountant',
    permissions: ['orders:read', 'orders:capture', 'orders:refund', 'customers:read', 'pricing:read', 'basics:audit'],
  },
]
