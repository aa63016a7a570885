export {
  adjustStock,
  StockChangedMeanwhile,
  writeOnHand,
  type AdjustStock,
  type OnHandDifference,
} from './adjust-stock.ts'
export { availableStock, type VariantStock } from './available-stock.ts'
export { InsufficientStock, type Shortage } from './errors.ts'
export { findStockViolations, type StockViolation } from './find-violations.ts'
export { releaseAllocations, returnStock, shipStock, type LineUnits } from './move-stock.ts'
export { lockLevels } from './lock-levels.ts'
export { keyedVariants, KEYS_ARE_ITS_STOCK, refuseKeyed } from './refuse-keyed.ts'
export { receiveStock } from './receive-stock.ts'
export { refreshProductStock, refreshStock } from './refresh-stock.ts'
export { convertHolds, releaseHolds } from './settle-holds.ts'
export { allocateStock, reserveStock, type Demand, type Take } from './take-stock.ts'
export { moveBack, setStock, type CountedStock, type MovedBack } from './set-stock.ts'
export { listWarehouses, openLevels, type Warehouse } from './warehouses.ts'
