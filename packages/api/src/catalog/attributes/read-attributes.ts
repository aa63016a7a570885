import { Prisma, type TenantTx } from '@souk/db'
import { NotFound } from '../../refusal.ts'
import type { AttributeKind, AttributeRule } from './attribute-kinds.ts'

export type Attribute = AttributeRule & {
  id: string
  key: string
  name: string
  unit: string
  help: string
  filterable: boolean
  everywhere: boolean
  required: boolean
  version: number
}
export type AttributeRow = Attribute & { products: number; types: string[] }

const FIELDS = Prisma.sql`
  a.id, a.key, a.name, a.kind, a.unit, a.help, a.options, a.min::float8 as min, a.max::float8 as max, a.pattern, a.filterable,
  a.everywhere, a.required, a.version`

/** More definitions than this fit no screen and no product. */
const ATTRIBUTES_MAX = 500

/** The shop's attributes by name, each with the products that have a value and the types that carry it. */
export async function listAttributes(tx: TenantTx, ids: string[] | null = null): Promise<AttributeRow[]> {
  return tx.$queryRaw`
    select ${FIELDS},
      (select count(distinct v.product_id)::int from attribute_values v where v.tenant_id = a.tenant_id and v.attribute_id = a.id) as products,
      (select coalesce(jsonb_agg(t.name order by t.name), '[]') from product_type_attributes l
       join product_types t on t.tenant_id = l.tenant_id and t.id = l.product_type_id
       where l.tenant_id = a.tenant_id and l.attribute_id = a.id) as types
    from attributes a
    where a.tenant_id = ${tx.tenantId}::uuid and (${ids}::uuid[] is null or a.id = any(${ids}::uuid[]))
    order by a.name, a.id limit ${ATTRIBUTES_MAX}`
}

export async function getAttribute(tx: TenantTx, id: string): Promise<AttributeRow> {
  const [attribute] = await listAttributes(tx, [id])
  if (!attribute) throw new NotFound('attribute')
  return attribute
}

export type TypeAttribute = { attributeId: string; name: string; kind: AttributeKind; required: boolean }

/** The attributes of a product type, in their order. */
export async function listTypeAttributes(tx: TenantTx, productTypeId: string): Promise<TypeAttribute[]> {
  return tx.$queryRaw`
    select a.id as "attributeId", a.name, a.kind, l.required from product_type_attributes l
    join attributes a on a.tenant_id = l.tenant_id and a.id = l.attribute_id
    where l.tenant_id = ${tx.tenantId}::uuid and l.product_type_id = ${productTypeId}::uuid order by l.position, a.name`
}

export type ShownValue = {
  text: string | null
  number: string | null
  fileId: string | null
  filename: string | null
  refProductId: string | null
  refTitle: string | null
}
export type ProductAttribute = Attribute & { values: ShownValue[] }

/** The attributes a product carries - of its type, of every type, and those it still has a value of - with their values. */
export async function readProductAttributes(tx: TenantTx, productId: string): Promise<ProductAttribute[]> {
  return tx.$queryRaw`
    select ${FIELDS}, (a.everywhere and a.required) or coalesce(l.required, false) as required,
      (select coalesce(jsonb_agg(jsonb_build_object('text', v.text, 'number', v.number::text, 'fileId', v.file_id, 'filename', f.filename,
         'refProductId', v.ref_product_id, 'refTitle', r.title) order by v.position), '[]')
       from attribute_values v
       left join stored_files f on f.tenant_id = v.tenant_id and f.id = v.file_id
       left join products r on r.tenant_id = v.tenant_id and r.id = v.ref_product_id
       where v.tenant_id = p.tenant_id and v.product_id = p.id and v.attribute_id = a.id) as values
    from products p
    join attributes a on a.tenant_id = p.tenant_id
    left join product_type_attributes l on l.tenant_id = p.tenant_id and l.product_type_id = p.product_type_id and l.attribute_id = a.id
    where p.tenant_id = ${tx.tenantId}::uuid and p.id = ${productId}::uuid and (a.everywhere or l.attribute_id is not null or exists (
      select from attribute_values v where v.tenant_id = p.tenant_id and v.product_id = p.id and v.attribute_id = a.id))
    order by l.position nulls last, a.name, a.id`
}
