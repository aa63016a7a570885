import type { Importer, ImportKind } from '../basics/index.ts'
import { priceImporter, productImporter, stockImporter } from '../catalog/index.ts'
import { customerImporter } from '../customers/index.ts'
import type { Permission } from '../identity/index.ts'

/** Who imports what. A module adds its line here. */
export const importers: Record<ImportKind, Importer> = {
  products: productImporter,
  customers: customerImporter,
  stock: stockImporter,
  prices: priceImporter,
}

/** What a role needs besides the right to import at all. */
export const KIND_NEEDS: Record<ImportKind, Permission> = {
  products: 'catalog:import',
  customers: 'customers:import',
  stock: 'inventory:adjust',
  prices: 'catalog:write',
}
