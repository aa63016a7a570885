const COLUMNS =
  'Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Image Src,Image Alt Text'

/** A small product export in Shopify's columns, for where the real ones are not: its last row has a price that is none. */
export function ownExport(name: string): Buffer {
  const things = ['hat', 'bag', 'belt', 'scarf'].map((thing) => `${name.replace(/\W.*/, '')} ${thing}`)
  const rows = things.map((title, index) => {
    const handle = title.replaceAll(' ', '-')
    const picture = `https://pictures.invalid/felt-${title.split(' ').at(-1)!}.jpg`
    return `${handle},${title},<p>Felted wool.</p>,Felt House,Felt,wool,true,Title,Default Title,${handle},200,shopify,${index + 4},${index + 20}.00,${picture},${title}`
  })
  const bad = 'wrong-row,Wrong row,,Felt House,Felt,,true,Title,Default Title,wrong,100,shopify,1,a lot,,'
  return Buffer.from([COLUMNS, ...rows, bad, ''].join('\n'))
}
