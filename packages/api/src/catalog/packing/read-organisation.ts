import type { TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import { readProductAttributes, type ProductAttribute } from '../attributes/read-attributes.ts'
import { findCategories, type FoundCategory } from '../categories/read-categories.ts'
import type { QualityFlag } from '../quality/quality-flags.ts'
import { knownUnits } from './known-units.ts'
import type { KnownUnit } from './units.ts'

export type VariantPacking = {
  id: string
  optionValues: string[]
  contentQuantity: number | null
  contentUnit: string | null
  lengthMm: number | null
  widthMm: number | null
  heightMm: number | null
  packagings: {
    kind: string
    quantity: number
    barcode: string
    weightGrams: number | null
    lengthMm: number | null
    widthMm: number | null
    heightMm: number | null
  }[]
}
export type ProductSupplierRow = {
  supplierId: string
  name: string
  currency: string
  supplierSku: string
  costMinor: string | null
  minimumQuantity: number
  preferred: boolean
}
type Row = {
  version: number
  categoryId: string | null
  manufacturer: { id: string; name: string } | null
  brand: { id: string; name: string } | null
  productType: { id: string; name: string } | null
  trackLots: boolean
  trackSerials: boolean
  shelfLifeDays: number | null
  hsCode: string | null
  originCountry: string | null
  safetyNote: string
  safetyFile: { id: string; filename: string } | null
  qualityScore: number | null
  lacks: QualityFlag[]
  suppliers: ProductSupplierRow[]
  variants: VariantPacking[]
}
export type ProductOrganisation = Omit<Row, 'categoryId'> & {
  category: FoundCategory | null
  attributes: ProductAttribute[]
  units: KnownUnit[]
}

/** What stands around a product: where it belongs, who makes and brings it, what it says by its attributes, and what it lacks. */
export async function readOrganisation(tx: TenantTx, productId: string): Promise<ProductOrganisation> {
  const rows = await tx.$queryRaw<Row[]>`
    select p.version, p.category_id as "categoryId", p.track_lots as "trackLots", p.track_serials as "trackSerials",
      p.shelf_life_days as "shelfLifeDays", p.hs_code as "hsCode", p.origin_country as "originCountry", p.safety_note as "safetyNote",
      p.quality_score as "qualityScore",
      case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as manufacturer,
      case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as brand,
      case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as "productType",
      case when f.id is not null then jsonb_build_object('id', f.id, 'filename', f.filename) end as "safetyFile",
      (select coalesce(jsonb_agg(flag order by flag), '[]') from product_flags x where x.tenant_id = p.tenant_id and x.product_id = p.id) as lacks,
      (select coalesce(jsonb_agg(jsonb_build_object('supplierId', s.id, 'name', s.name, 'currency', s.currency,
         'supplierSku', ps.supplier_sku, 'costMinor', ps.cost_minor::text, 'minimumQuantity', ps.minimum_quantity, 'preferred', ps.preferred)
         order by ps.preferred desc, s.name), '[]')
       from product_suppliers ps join suppliers s on s.tenant_id = ps.tenant_id and s.id = ps.supplier_id
       where ps.tenant_id = p.tenant_id and ps.product_id = p.id) as suppliers,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'optionValues', v.option_values, 'contentQuantity', v.content_quantity,
         'contentUnit', v.content_unit, 'lengthMm', v.length_mm, 'widthMm', v.width_mm, 'heightMm', v.height_mm, 'packagings', (
           select coalesce(jsonb_agg(jsonb_build_object('kind', k.kind, 'quantity', k.quantity, 'barcode', k.barcode,
             'weightGrams', k.weight_grams, 'lengthMm', k.length_mm, 'widthMm', k.width_mm, 'heightMm', k.height_mm) order by k.quantity), '[]')
           from packagings k where k.tenant_id = v.tenant_id and k.variant_id = v.id)) order by v.position, v.id), '[]')
       from product_variants v where v.tenant_id = p.tenant_id and v.product_id = p.id and v.status = 'active') as variants
    from products p
    left join manufacturers m on m.tenant_id = p.tenant_id and m.id = p.manufacturer_id
    left join brands b on b.tenant_id = p.tenant_id and b.id = p.brand_id
    left join product_types t on t.tenant_id = p.tenant_id and t.id = p.product_type_id
    left join stored_files f on f.tenant_id = p.tenant_id and f.id = p.safety_file_id
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = ${productId}::uuid and p.purged_at is null`
  if (!rows[0]) throw new NotFound('product')
  const { categoryId, ...row } = rows[0]
  const [category = null] = categoryId ? await findCategories(tx, { ids: [categoryId], limit: 1 }) : []
  return { ...row, category, attributes: await readProductAttributes(tx, productId), units: await knownUnits(tx) }
}
