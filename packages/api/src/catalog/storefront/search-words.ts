const WORDS_MAX = 8

/** The words of a text in the form in which product_terms keeps them: lower case, without accents, letters and digits. */
export const searchWords = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFKD')
      .replace(/\p{M}+/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{1,40}/gu)
      ?.slice(0, WORDS_MAX) ?? [],
  ),
]
