import * as gear from './gear.ts'
import * as helmets from './helmets.ts'
import * as tools from './tools.ts'

/** Everything but the bicycles, which have their own geometry. */
export const gearSubjects: Record<string, gear.Gear> = {
  'urban-helmet': helmets.urbanHelmet,
  'vented-helmet': helmets.ventedHelmet,
  'kids-helmet': helmets.kidsHelmet,
  'visor-helmet': helmets.visorHelmet,
  'messenger-bag': gear.messengerBag,
  backpack: gear.backpack,
  pannier: gear.pannier,
  'bar-bag': gear.barBag,
  'saddle-bag': gear.saddleBag,
  gloves: gear.gloves,
  bottle: gear.bottle,
  bell: gear.bell,
  'front-light': tools.frontLight,
  'mini-light': tools.miniLight,
  'rear-light': tools.rearLight,
  'light-set': tools.lightSet,
  'shackle-lock': tools.shackleLock,
  'folding-lock': tools.foldingLock,
  'floor-pump': tools.floorPump,
  'mini-pump': tools.miniPump,
  multitool: tools.multitool,
  'saddle-seat': tools.saddleSeat,
  'repair-kit': tools.repairKit,
}
