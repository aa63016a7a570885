const SIZE =
  /_(?:pico|icon|thumb|small|compact|medium|large|grande|original|master|\d{1,5}x\d{0,5}|x\d{1,5})(?:_crop_[a-z]+)?(?:@\dx)?$/
const UUID = /_[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * The names under which a picture is known, from its address or its place in a zip: without folder, ending, query and the
 * size that Shopify appends (`_grande`, `_2048x2048`); loosely also without the id Shopify gives to a second file of a name.
 */
export function nameKeys(place: string): { exact: string; loose: string } {
  const path = place.replace(/[?#].*$/, '').replaceAll('\\', '/')
  const file = decoded(path.split('/').at(-1) ?? '')
  const exact = file
    .toLowerCase()
    .replace(/\.[a-z0-9]{2,5}$/, '')
    .replace(SIZE, '')
  return { exact, loose: exact.replace(UUID, '') }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
