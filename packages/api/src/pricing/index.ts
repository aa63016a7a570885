export { pricingHandlers } from './announce-prices.ts'
export { pricingBulkActions } from './bulk/bulk-actions.ts'
export {
  decidedPrice,
  listsInForce,
  ONE_PIECE,
  priceBefore,
  priceBreaks,
  readBreaks,
  type PriceBreak,
} from './decided-price.ts'
export { findTaxRateBp, listDeliveryCountries, listDeliveryMethods, type DeliveryMethod } from './delivery-methods.ts'
export { priceOrder, type PricedLine, type PricedOrder, type PriceInput } from './price-order.ts'
export { share } from './share.ts'
