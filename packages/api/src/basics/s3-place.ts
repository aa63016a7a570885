import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { S3Client } from '@aws-sdk/client-s3'
import type { FilePlace } from './file-place.ts'

type Env = Record<string, string | undefined>

/**
 * A bucket of Amazon S3 or of anything that speaks its protocol. Credentials come from SOUK_S3_ACCESS_KEY_ID and
 * SOUK_S3_SECRET_ACCESS_KEY; without them the machine's own role is asked. The client is loaded when it is first needed.
 */
export function s3Place(address: string, env: Env): FilePlace {
  const { hostname: bucket, pathname } = new URL(address)
  const prefix = pathname.replace(/^\/|\/$/g, '')
  const named = (key: string) => ({ Bucket: bucket, Key: prefix ? `${prefix}/${key}` : key })
  let opened: Promise<S3Client> | undefined
  const client = () => (opened ??= openClient(env))
  const s3 = () => import('@aws-sdk/client-s3')
  const fetchBody = async (key: string): Promise<Readable | null> => {
    const { GetObjectCommand } = await s3()
    try {
      return (await (await client()).send(new GetObjectCommand(named(key)))).Body as Readable
    } catch (error) {
      if ((error as Error).name === 'NoSuchKey') return null
      throw error
    }
  }
  return {
    async write(key, bytes) {
      const { PutObjectCommand } = await s3()
      await (await client()).send(new PutObjectCommand({ ...named(key), Body: bytes, ContentLength: bytes.byteLength }))
    },
    async take(key, path) {
      const { PutObjectCommand } = await s3()
      const { size } = await stat(path)
      const Body = createReadStream(path)
      await (await client()).send(new PutObjectCommand({ ...named(key), Body, ContentLength: size }))
    },
    stream: fetchBody,
    async read(key) {
      const body = await fetchBody(key)
      return body && Buffer.concat((await body.toArray()) as Buffer[])
    },
    async path(key) {
      const body = await fetchBody(key)
      if (!body) throw Object.assign(new Error('There is no such file.'), { code: 'ENOENT' })
      const path = join(await mkdtemp(join(tmpdir(), 'souk-s3-')), 'file')
      await pipeline(body, createWriteStream(path))
      return path
    },
    async remove(key) {
      const { DeleteObjectCommand } = await s3()
      await (await client()).send(new DeleteObjectCommand(named(key)))
    },
    async *list(tenantId) {
      const { paginateListObjectsV2 } = await s3()
      const within = named(`${tenantId}/`)
      const pages = paginateListObjectsV2({ client: await client() }, { Bucket: bucket, Prefix: within.Key })
      const skipped = within.Key.length - tenantId.length - 1
      for await (const { Contents = [] } of pages)
        for (const { Key = '', LastModified = new Date() } of Contents)
          yield { key: Key.slice(skipped), writtenAt: LastModified }
    },
  }
}

async function openClient(env: Env): Promise<S3Client> {
  const { S3Client } = await import('@aws-sdk/client-s3')
  const { SOUK_S3_ENDPOINT: endpoint, SOUK_S3_ACCESS_KEY_ID: id, SOUK_S3_SECRET_ACCESS_KEY: secret } = env
  return new S3Client({
    region: env.SOUK_S3_REGION ?? 'us-east-1',
    // Not every server unpacks the checksums that would be wrapped around a stream.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    // A server of one's own rarely has a host name for each bucket.
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(id && secret && { credentials: { accessKeyId: id, secretAccessKey: secret } }),
  })
}
