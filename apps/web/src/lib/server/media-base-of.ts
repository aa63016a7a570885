import { PUBLIC_MEDIA_ORIGIN } from '$app/env/public'

/** Where a shop's pictures are served. A host of its own for them gets no cookies and knows no shop: the address says which. */
export const mediaBaseOf = ({ id }: { id: string }): string =>
  PUBLIC_MEDIA_ORIGIN ? `${PUBLIC_MEDIA_ORIGIN}/media/of/${id}` : '/media'
