import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { renderArt } from './art/render-art.ts'
import { artOf, drawnFile } from './pictures.ts'
import { halden } from './shops/halden.ts'
import { kumo } from './shops/kumo.ts'

// Draws every picture of the demo shops into seed/drawn, and removes those that no shop shows any more.
// Run it after changing the artwork: node seed/draw.ts

for (const shop of [halden, kumo]) {
  const specs = new Map(artOf(shop).map((art) => [fileURLToPath(drawnFile(art)), art]))
  const folder = dirname(specs.keys().next().value!)
  await mkdir(folder, { recursive: true })
  const there = new Set(await readdir(folder))
  for (const [file, art] of specs) {
    there.delete(basename(file))
    await writeFile(file, await renderArt(art))
  }
  for (const name of there) await rm(`${folder}/${name}`)
  console.log(`${shop.name}: ${specs.size} pictures`)
}
