const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', '#39': "'" }

/** The words of a rich text in one line, cut at a word, for a description. */
export function plainText(html: string, lengthMax = 160): string {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&(amp|lt|gt|quot|nbsp|#39);/g, (_, name: string) => ENTITIES[name]!)
    .replace(/\s+/g, ' ')
    .trim()
  return text.length <= lengthMax ? text : `${text.slice(0, lengthMax).replace(/\s\S*$/, '')}…`
}
