const WIDTHS = [320, 640, 960, 1280, 1600]

type StoredPicture = { fileId: string; filename: string; alt?: string; width: number; height: number }

/** A picture in the widths that are served, for an <img> with `sizes`. The first width is for those who read no srcset. */
export function pictureOf({ fileId, filename, alt = '', width, height }: StoredPicture) {
  const path = `/media/${fileId}/${encodeURIComponent(filename)}`
  return {
    src: `${path}?w=640`,
    srcset: WIDTHS.map((each) => `${path}?w=${each} ${each}w`).join(', '),
    alt,
    width,
    height,
  }
}
