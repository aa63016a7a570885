import { mediaBase } from '../media/media-base.ts'

/** Where a file of the shop is served; with a width, a picture of that size in a format the browser reads. */
export const mediaUrl = (fileId: string, width?: 320 | 640 | 960 | 1280 | 1600, name = 'picture'): string =>
  `${mediaBase()}/${fileId}/${encodeURIComponent(name)}${width ? `?w=${width}` : ''}`
