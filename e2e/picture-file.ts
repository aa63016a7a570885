import sharp from 'sharp'

/** A real JPEG to upload: one colour with a lighter disc, so that pictures can be told apart by eye. */
export async function jpegFile(name: string, colour: string) {
  const disc = Buffer.from('<svg width="800" height="800"><circle cx="400" cy="400" r="240" fill="#ffffff88"/></svg>')
  const buffer = await sharp({ create: { width: 800, height: 800, channels: 3, background: colour } })
    .composite([{ input: disc }])
    .jpeg()
    .toBuffer()
  return { name, mimeType: 'image/jpeg', buffer }
}
