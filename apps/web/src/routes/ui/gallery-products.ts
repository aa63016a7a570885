/** Pictures for the gallery are drawn here, so that it needs neither a database nor a network. */
function picture(ground: string, shape: string): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 500"><rect width="400" height="500" fill="${ground}"/><rect y="390" width="400" height="110" fill="#00000014"/>${shape}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

const image = (alt: string, ground: string, shape: string) => ({
  src: picture(ground, shape),
  alt,
  width: 400,
  height: 500,
})

export const galleryProducts = [
  {
    href: '#oak-lamp',
    title: 'Oak lamp',
    vendor: 'Lindenholz',
    minor: 12900,
    currency: 'EUR',
    available: 1,
    image: image(
      'A table lamp with a turned oak foot',
      '#e9dfcf',
      '<path d="m140 260 40-120h60l40 120z" fill="#fbf4e1"/><path d="M200 260h20v130h-20z" fill="#8a623d"/><ellipse cx="210" cy="396" rx="66" ry="14" fill="#74502f"/>',
    ),
  },
  {
    href: '#stoneware-jug',
    title: 'Stoneware jug, 1.2 litres, with a long name that wraps',
    vendor: 'Lindenholz',
    minor: 3900,
    compareAtMinor: 5200,
    currency: 'EUR',
    available: 24,
    image: image(
      'A blue-grey jug',
      '#dfe5e6',
      '<path d="M150 190h100l-12 40q50 60 34 130-10 40-72 40t-72-40q-16-70 34-130z" fill="#5c7480"/><path d="M262 250q60 0 50 60-10 40-46 36" fill="none" stroke="#5c7480" stroke-width="16"/>',
    ),
  },
  {
    href: '#wool-throw',
    title: 'Wool throw',
    vendor: 'Hebe Mill',
    minor: 14900,
    currency: 'EUR',
    from: true,
    available: 0,
    optionsText: '3 colours',
    image: image(
      'A folded throw with stripes',
      '#efe6e3',
      '<path d="M90 250q110-40 220 0v140H90z" fill="#a4553f"/><path d="M90 290q110-40 220 0M90 330q110-40 220 0" stroke="#f2e2d3" stroke-width="12" fill="none"/>',
    ),
  },
  {
    href: '#beech-stool',
    title: 'Beech stool',
    vendor: 'Lindenholz',
    minor: 18500,
    currency: 'EUR',
    available: 9,
    image: null,
  },
]
