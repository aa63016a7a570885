import { circle, rect, shape, stroke } from './drawing.ts'

const documentOf = (body: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64" role="img">${body}</svg>`

/** A vase whose two sides are the uprights of an H. */
export const haldenLogo = (colour = '#3b2f27'): string =>
  documentOf(
    stroke('M20 8C20 22 12 28 12 40C12 50 18 56 24 56M44 8C44 22 52 28 52 40C52 50 46 56 40 56', colour, 4) +
      stroke('M17 30H47', colour, 4) +
      stroke('M24 56H40', colour, 4),
  )

/** A cloud on a wheel, the shop's name in a sign. */
export const kumoLogo = (colour = '#e5472d', ink = '#14161f'): string =>
  documentOf(
    rect([0, 0], [64, 64], colour) +
      circle([32, 36], 19, 'none', `stroke="${ink}" stroke-width="5"`) +
      circle([32, 36], 4, ink) +
      shape('M10 38H54V31A8 8 0 0 0 44 24A13 13 0 0 0 20 22A9 9 0 0 0 10 31Z', '#fffaf0'),
  )
