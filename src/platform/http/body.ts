/** Reads what a browser posts: form fields and files, within limits, without trusting a name. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import multipart from '@fastify/multipart'
import type { Upload } from './route.ts'

export type Posted = {
  readonly form: Readonly<Record<string, string>>
  readonly many: Readonly<Record<string, readonly string[]>>
  readonly files: Readonly<Record<string, Upload>>
}

const limits = { fields: 500, fieldBytes: 100_000, files: 3, fileBytes: 200 * 1024 * 1024 }

export const nothingPosted: Posted = { form: {}, many: {}, files: {} }

/** Understands urlencoded and multipart forms, and JSON for machines; anything else is refused with 415. */
export const acceptBodies = async (server: FastifyInstance): Promise<void> => {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, postedOf([...new URLSearchParams(body as string)]))
  })
  await server.register(multipart, {
    limits: {
      fields: limits.fields,
      fieldSize: limits.fieldBytes,
      files: limits.files,
      fileSize: limits.fileBytes,
      parts: limits.fields + limits.files,
    },
  })
}

const postedOf = (
  pairs: readonly (readonly [string, string])[],
  files: Readonly<Record<string, Upload>> = {},
): Posted => {
  const many = new Map<string, string[]>()
  for (const [name, value] of pairs.slice(0, limits.fields)) many.set(name, [...(many.get(name) ?? []), value])
  return {
    form: Object.fromEntries([...many].map(([name, values]) => [name, values[0] ?? ''])),
    many: Object.fromEntries(many),
    files,
  }
}

/** The posted form of a request, files read whole. */
export const readPosted = async (request: FastifyRequest): Promise<Posted> => {
  if (!request.isMultipart()) return isPosted(request.body) ? request.body : nothingPosted
  const pairs: [string, string][] = []
  const files = new Map<string, Upload>()
  for await (const part of request.parts()) {
    if (part.type === 'file') files.set(part.fieldname, { fileName: part.filename ?? '', bytes: await part.toBuffer() })
    else pairs.push([part.fieldname, typeof part.value === 'string' ? part.value : ''])
  }
  return postedOf(pairs, Object.fromEntries(files))
}

const isPosted = (body: unknown): body is Posted =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, 'form') && Object.hasOwn(body, 'many')
