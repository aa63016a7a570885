import { mediaBase } from '../media/media-base.ts'
import { pictureTint } from '../media/picture-tint.ts'

const WIDTHS = [320, 640, 960, 1280, 1600]

type StoredPicture = {
  fileId: string
  filename: string
  alt?: string
  width: number
  height: number
  focus?: string | null
  thumbhash?: string | null
}

/**
 * A picture in the widths that are served, for an <img> with `sizes`. The first width is for those who read no srcset.
 * `style` keeps its focal point in sight when it is cropped, and its colour in its place until it is there.
 */
export function pictureOf(picture: StoredPicture, base = mediaBase()) {
  const { fileId, filename, alt = '', width, height, focus, thumbhash } = picture
  const path = `${base}/${fileId}/${encodeURIComponent(filename)}`
  const tint = pictureTint(thumbhash)
  const style = [focus && focus !== '50% 50%' && `object-position: ${focus}`, tint && `background-color: ${tint}`]
  return {
    src: `${path}?w=640`,
    srcset: WIDTHS.map((each) => `${path}?w=${each} ${each}w`).join(', '),
    alt,
    width,
    height,
    style: style.filter(Boolean).join('; ') || undefined,
  }
}
