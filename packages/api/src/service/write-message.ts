import type { TenantTx } from '@souk/db'
import { FileRefused, prepareFile, saveFile, type By, type PreparedFile } from '../basics/index.ts'

export type Picture = { filename: string; bytes: Uint8Array }
export type ReadyPicture = Picture & { prepared: PreparedFile }

/** Decodes what was sent, before a transaction is open: it takes long, and a damaged picture refuses the whole form. */
export async function preparePictures(pictures: Picture[]): Promise<ReadyPicture[]> {
  return Promise.all(pictures.map(async (picture) => ({ ...picture, prepared: await prepareOne(picture) })))
}

async function prepareOne({ bytes, filename }: Picture): Promise<PreparedFile> {
  try {
    return await prepareFile('complaint', bytes)
  } catch (error) {
    if (error instanceof FileRefused) throw new FileRefused(`${filename}: ${error.message}`, 'pictures')
    throw error
  }
}

export type Message = {
  complaintId: string
  author: { kind: 'customer' | 'staff'; id: string | null; name: string }
  body: string
  pictures: ReadyPicture[]
  filesDir: string
}

/** Adds what was said to a complaint, with its pictures. What was said is never changed. */
export async function writeMessage(tx: TenantTx, input: Message, by: By): Promise<void> {
  const { author } = input
  const rows = await tx.$queryRaw<{ id: string }[]>`
    insert into complaint_messages (tenant_id, complaint_id, author_kind, author_id, author_name, body)
    values (${tx.tenantId}::uuid, ${input.complaintId}::uuid, ${author.kind}, ${author.id}::uuid, ${author.name}, ${input.body})
    returning id`
  for (const { filename, bytes, prepared } of input.pictures) {
    const file = await saveFile(tx, input.filesDir, { purpose: 'complaint', filename, bytes, by, prepared })
    await tx.$executeRaw`
      insert into complaint_attachments (tenant_id, message_id, file_id)
      values (${tx.tenantId}::uuid, ${rows[0]!.id}::uuid, ${file.id}::uuid)`
  }
}
