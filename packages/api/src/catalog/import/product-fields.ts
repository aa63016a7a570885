import type { ImportField } from '../../basics/index.ts'

const field = (
  key: string,
  label: string,
  names: string,
  examples: [string, string],
  more: Pick<ImportField, 'required' | 'group'> = {},
): ImportField => ({ key, label, names: names.split('|').filter(Boolean), examples, ...more })

/** Options come in threes, each with a name and a value. */
const option = (number: 1 | 2 | 3, names: [string, string], values: [string, string]): ImportField[] => [
  field(
    `option${number} name`,
    `Option${number} Name`,
    `Optionsname ${number}|选项${number}名称|اسم الخيار ${number}`,
    names,
  ),
  field(
    `option${number} value`,
    `Option${number} Value`,
    `Optionswert ${number}|选项${number}值|قيمة الخيار ${number}`,
    values,
  ),
]

/** The columns of a product file: the names of Shopify's export, and plain ones in four languages. */
export const PRODUCT_FIELDS: ImportField[] = [
  field('handle', 'Handle', 'URL handle|Slug|Kennung|网址标识|المعرف', ['linen-shirt', 'linen-shirt']),
  field(
    'title',
    'Title',
    'Name|Product|Product name|Titel|Produkt|Produktname|标题|名称|商品名称|العنوان|الاسم|اسم المنتج',
    ['Linen shirt', ''],
    { required: true, group: 'title' },
  ),
  field(
    'body (html)',
    'Body (HTML)',
    'Body|Description|Beschreibung|描述|商品描述|الوصف',
    ['<p>Washed linen, cut wide.</p>', ''],
    { group: 'bodyHtml' },
  ),
  field('vendor', 'Vendor', 'Brand|Hersteller|Marke|品牌|供应商|العلامة التجارية|البائع', ['Northlight', ''], {
    group: 'vendor',
  }),
  field('type', 'Type', 'Product type|Produkttyp|Typ|Kategorie|类型|商品类型|النوع|نوع المنتج', ['Shirts', ''], {
    group: 'productType',
  }),
  field('tags', 'Tags', 'Keywords|Schlagwörter|标签|الوسوم', ['linen, summer', ''], { group: 'tags' }),
  field('published', 'Published', 'Veröffentlicht|已发布|منشور', ['true', ''], { group: 'status' }),
  field('status', 'Status', 'Zustand|状态|الحالة', ['active', ''], { group: 'status' }),
  ...option(1, ['Size', ''], ['S', 'M']),
  ...option(2, ['', ''], ['', '']),
  ...option(3, ['', ''], ['', '']),
  field(
    'variant sku',
    'Variant SKU',
    'SKU|Article number|Item number|Artikelnummer|Art.-Nr.|货号|商品编码|رمز المنتج|رمز التخزين',
    ['LS-S', 'LS-M'],
    { group: 'sku' },
  ),
  field('variant barcode', 'Variant Barcode', 'Barcode|EAN|GTIN|UPC|Strichcode|条形码|条码|الباركود', ['', ''], {
    group: 'barcode',
  }),
  field('variant price', 'Variant Price', 'Price|Preis|Verkaufspreis|价格|售价|السعر', ['59.00', '59.00'], {
    required: true,
    group: 'priceMinor',
  }),
  field(
    'variant compare at price',
    'Variant Compare At Price',
    'Compare at price|Price before|Vergleichspreis|Streichpreis|原价|السعر قبل الخصم',
    ['', ''],
    { group: 'compareAtMinor' },
  ),
  field('cost per item', 'Cost per item', 'Cost|Kosten|Einkaufspreis|成本|成本价|التكلفة', ['21.40', '21.40'], {
    group: 'costMinor',
  }),
  field(
    'variant grams',
    'Variant Grams',
    'Grams|Weight|Weight (g)|Gewicht|Gewicht (g)|重量|重量（克）|الوزن',
    ['240', '250'],
    { group: 'weightGrams' },
  ),
  field(
    'variant inventory tracker',
    'Variant Inventory Tracker',
    'Inventory tracker|Bestandsführung|库存跟踪|تتبع المخزون',
    ['shopify', 'shopify'],
    { group: 'trackStock' },
  ),
  field(
    'variant inventory qty',
    'Variant Inventory Qty',
    'Quantity|Stock|On hand|Bestand|Menge|Lagerbestand|库存|数量|الكمية|المخزون',
    ['12', '8'],
  ),
  field(
    'variant inventory policy',
    'Variant Inventory Policy',
    'Inventory policy|Bestandsregel|缺货政策|سياسة المخزون',
    ['deny', 'deny'],
    { group: 'backorder' },
  ),
  field(
    'variant requires shipping',
    'Variant Requires Shipping',
    'Requires shipping|Versand nötig|需要配送|يتطلب الشحن',
    ['true', 'true'],
    { group: 'requiresShipping' },
  ),
  field('variant taxable', 'Variant Taxable', 'Taxable|Steuerpflichtig|应税|خاضع للضريبة', ['true', 'true'], {
    group: 'taxable',
  }),
  field(
    'image src',
    'Image Src',
    'Image|Image URL|Picture|Bild|Bildadresse|图片|图片地址|الصورة|رابط الصورة',
    ['', ''],
    { group: 'pictures' },
  ),
  field('image alt text', 'Image Alt Text', 'Alt text|Alternativtext|Bildtext|图片说明|النص البديل', ['', '']),
  field('variant image', 'Variant Image', 'Variantenbild|变体图片|صورة الخيار', ['', '']),
  field('seo title', 'SEO Title', 'Meta title|SEO-Titel|SEO 标题|عنوان محركات البحث', ['', ''], { group: 'seoTitle' }),
  field('seo description', 'SEO Description', 'Meta description|SEO-Beschreibung|SEO 描述|وصف محركات البحث', ['', ''], {
    group: 'seoDescription',
  }),
]
