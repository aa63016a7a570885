import { anyList } from '../basics/index.ts'
import { customersList } from './customers-list.ts'
import { ordersList } from './orders-list.ts'

/** The lists of orders and of those who placed them. */
export const orderLists = [anyList(ordersList), anyList(customersList)]
