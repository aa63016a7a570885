import { m } from '#lib/i18n/messages.ts'
import { fieldWord } from '#lib/catalog/import-field-words.ts'
import { attempt, loaded } from '#lib/server/refusals.ts'
import { fail } from '@sveltejs/kit'
import { readMapping } from './read-mapping.ts'
import type { Actions, PageServerLoad } from './$types'

const TABS = ['create', 'update', 'unchanged', 'skip', 'error', 'warned', 'kept'] as const

export const load: PageServerLoad = async ({ locals, params, url, depends }) => {
  depends('office:import')
  const { imports } = locals.api
  const importId = params.id
  const found = await loaded(imports.byId({ importId }))
  const mapping = found.status === 'uploaded' || (found.status === 'checked' && url.searchParams.has('columns'))
  const asked = TABS.find((key) => key === url.searchParams.get('tab'))
  const filled = TABS.find((key) => key !== 'warned' && key !== 'kept' && (found.counts[key] ?? 0) > 0)
  const tab = asked ?? filled ?? 'create'
  const after = Number(/^\d{1,9}$/.exec(url.searchParams.get('after') ?? '')?.[0] ?? 0)
  return {
    found,
    tab,
    after,
    columns: mapping ? await loaded(imports.columns({ importId })) : null,
    page: mapping ? { rows: [], next: null } : await loaded(imports.rows({ importId, outcome: tab, after })),
  }
}

const DELIMITERS: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' }

export const actions: Actions = {
  read: async ({ request, locals, params }) => {
    const form = await request.formData()
    type Reading = Parameters<typeof locals.api.imports.readAnew>[0]
    const encoding = String(form.get('encoding')) as Reading['encoding']
    const delimiter = DELIMITERS[String(form.get('delimiter'))] ?? ','
    const headerRow = Number(form.get('headerRow')) || 1
    return attempt({}, async () => {
      await locals.api.imports.readAnew({ importId: params.id, encoding, delimiter, headerRow })
      return { read: true as const }
    })
  },
  map: async ({ request, locals, params }) => {
    const { mapping, rules, twice, values } = readMapping(await request.formData())
    if (twice) {
      const message = m.imports_twice({ field: fieldWord(twice) })
      return fail(422, { message, code: 'twice', errors: { [`field.${twice}`]: message }, values, detail: undefined })
    }
    return attempt(values, () => locals.api.imports.map({ importId: params.id, mapping, rules }))
  },
  begin: ({ locals, params }) => attempt({}, () => locals.api.imports.begin({ importId: params.id })),
  cancel: ({ locals, params }) =>
    attempt({}, async () => {
      await locals.api.imports.cancel({ importId: params.id })
      return { cancelled: true as const }
    }),
  fixRow: async ({ request, locals, params }) => {
    const form = await request.formData()
    const cells = [...form.entries()].flatMap(([name, value]) => {
      const place = /^cell\.(\d{1,4})$/.exec(name)?.[1]
      return place && typeof value === 'string' ? [[place, value] as const] : []
    })
    const rows = [{ line: Number(form.get('line')) || 0, cells: Object.fromEntries(cells) }]
    return attempt({}, () => locals.api.imports.fixRows({ importId: params.id, rows }))
  },
  fixFile: async ({ request, locals, params }) => {
    const file = (await request.formData()).get('file')
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array()
    const filename = file instanceof File && file.name ? file.name : 'file'
    return attempt({}, () => locals.api.imports.fixFromFile({ importId: params.id, file: { filename, bytes } }))
  },
  undo: ({ locals, params }) => attempt({}, () => locals.api.imports.undo({ importId: params.id })),
}
