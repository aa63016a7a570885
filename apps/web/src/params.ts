import { defineParams } from '@sveltejs/kit/params'
import { RECORD_PATHS, type RecordPath } from '#lib/organisation/record-paths.ts'

export const params = defineParams({
  records: (param: string) => RECORD_PATHS.find((path): path is RecordPath => path === param),
})
