import { noCircularImports } from './cycles.ts'
import { noDeadExports } from './dead-exports.ts'
import { luciaOnlyInIdentity, moduleFloors, packageDirections } from './directions.ts'
import { htmlThroughOneDoor, logicalDirections } from './markup.ts'
import { fileNames } from './names.ts'
import { fileSizes, functionSizes } from './sizes.ts'
import type { Rule } from './source-tree.ts'
import { noHardCodedWords } from './words.ts'
import { noBuiltSql, noUnsafeSql } from './sql.ts'

export const rules = {
  'file sizes': fileSizes,
  'function sizes': functionSizes,
  'file names': fileNames,
  'package directions': packageDirections,
  'module floors': moduleFloors,
  'lucia only in identity': luciaOnlyInIdentity,
  'no circular imports': noCircularImports,
  'no unsafe SQL': noUnsafeSql,
  'no built SQL': noBuiltSql,
  'HTML through one door': htmlThroughOneDoor,
  'logical directions': logicalDirections,
  'no hard-coded words': noHardCodedWords,
  'no dead exports': noDeadExports,
} satisfies Record<string, Rule>

export type RuleName = keyof typeof rules
