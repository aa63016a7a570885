/** Where to go after a form, when it is a page of this site; anything else could lead a person away. */
export const nextPath = (wanted: string | null | undefined, fallback: string): string =>
  wanted && /^\/(?![/\\])[^\s\\]{0,500}$/.test(wanted) ? wanted : fallback
