/** What a file is for. The purpose decides how large it may be, what it may contain, and who may read it. */
export type FilePurpose =
  'product' | 'collection' | 'shop' | 'complaint' | 'comment' | 'document' | 'digital' | 'import' | 'import-pictures'

type Rule = { kind: 'picture' | 'attachment' | 'table' | 'zip' | 'goods'; bytesMax: number; public: boolean }

const MB = 1_000_000

export const FILE_RULES: Record<FilePurpose, Rule> = {
  product: { kind: 'picture', bytesMax: 15 * MB, public: true },
  collection: { kind: 'picture', bytesMax: 15 * MB, public: true },
  shop: { kind: 'picture', bytesMax: 15 * MB, public: true },
  document: { kind: 'attachment', bytesMax: 20 * MB, public: true },
  digital: { kind: 'goods', bytesMax: 30 * MB, public: false },
  complaint: { kind: 'picture', bytesMax: 8 * MB, public: false },
  comment: { kind: 'attachment', bytesMax: 15 * MB, public: false },
  import: { kind: 'table', bytesMax: 32 * MB, public: false },
  'import-pictures': { kind: 'zip', bytesMax: 200 * MB, public: false },
}
