import sharp, { type OverlayOptions } from 'sharp'
import { random } from '../random.ts'
import { artSizes, type ArtSpec } from './art-spec.ts'
import { haldenPicture } from './halden/picture.ts'
import { kumoPicture } from './kumo/picture.ts'
import type { Layer, Picture } from './picture.ts'

type Size = readonly [width: number, height: number]

const bytesMax = 200_000
const sharedMax = 24
const grainSide = 512

const shared = new Map<string, Promise<Buffer>>()
let grain: Promise<Buffer> | undefined

/** Paper grain is one small tile of noise laid over the whole picture: far cheaper than an SVG turbulence filter. */
function grainTile(): Promise<Buffer> {
  const next = random(1891)
  const pixels = Buffer.alloc(grainSide * grainSide * 4)
  for (let index = 0; index < pixels.length; index += 4) {
    const value = 128 + (next() + next() + next() - 1.5) * 70
    pixels.fill(Math.round(value), index, index + 3)
    pixels[index + 3] = 90
  }
  return sharp(pixels, { raw: { width: grainSide, height: grainSide, channels: 4 } })
    .blur(0.6)
    .png()
    .toBuffer()
}

const pictureOf = (spec: ArtSpec): Picture => (spec.shop === 'halden' ? haldenPicture(spec) : kumoPicture(spec))

const documentOf = (body: string, [width, height]: Size, box: Picture['box']): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="${box.join(' ')}">${body}</svg>`

/** The whole picture as one SVG document, at its final size. */
export function artSvg(spec: ArtSpec): string {
  const { layers, box } = pictureOf(spec)
  return documentOf(layers.map(({ body }) => body).join(''), artSizes[spec.view], box)
}

async function drawn({ body, soft }: Layer, size: Size, box: Picture['box']): Promise<Buffer> {
  const [width, height] = size
  if (!soft)
    return sharp(Buffer.from(documentOf(body, size, box)))
      .png({ compressionLevel: 0 })
      .toBuffer()
  const half = sharp(Buffer.from(documentOf(body, [width / 2, height / 2], box)))
  return half.resize(width, height).png({ compressionLevel: 0 }).toBuffer()
}

/** The same room stands behind many products, so it is drawn once and kept. */
function layerOf(layer: Layer, size: Size, box: Picture['box']): Promise<Buffer> {
  if (!layer.shared) return drawn(layer, size, box)
  const key = `${size.join('x')} ${box.join(' ')} ${layer.body}`
  const kept = shared.get(key)
  if (kept) return kept
  const fresh = drawn(layer, size, box)
  if (shared.size >= sharedMax) shared.clear()
  shared.set(key, fresh)
  return fresh
}

/** A WebP of the picture, below 200 kB: a picture that does not fit is encoded again more coarsely. */
export async function renderArt(spec: ArtSpec): Promise<Buffer> {
  const { layers, box } = pictureOf(spec)
  const size = artSizes[spec.view]
  const [first, ...rest] = await Promise.all(layers.map((layer) => layerOf(layer, size, box)))
  const over: OverlayOptions[] = rest.map((input) => ({ input }))
  if (spec.shop === 'halden') {
    grain ??= grainTile()
    over.push({ input: await grain, tile: true, blend: 'soft-light' })
  }
  const flat = sharp(first).composite(over).removeAlpha().raw()
  const { data, info } = await flat.toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  for (const quality of [90, 80, 65, 45]) {
    const webp = await sharp(data, { raw: { width, height, channels } }).webp({ quality, effort: 2 }).toBuffer()
    if (webp.length < bytesMax) return webp
  }
  throw new Error(`The picture of ${spec.subject} (${spec.view}) does not fit ${bytesMax} bytes`)
}
