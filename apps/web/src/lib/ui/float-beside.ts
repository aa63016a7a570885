const GAP_PX = 4
const EDGE_PX = 8

/** The room an anchor leaves decides: below it, or above when below is too little and above is more. */
function place(anchor: HTMLElement, panel: HTMLElement, align: 'start' | 'end' | 'stretch'): void {
  const at = anchor.getBoundingClientRect()
  const { clientWidth, clientHeight } = document.documentElement
  if (align === 'stretch') panel.style.minWidth = `${at.width}px`
  panel.style.maxWidth = `${clientWidth - 2 * EDGE_PX}px`
  const below = clientHeight - at.bottom - GAP_PX - EDGE_PX
  const above = at.top - GAP_PX - EDGE_PX
  panel.style.maxHeight = `${Math.max(below, above)}px`
  const { width, height } = panel.getBoundingClientRect()
  const upwards = height > below && above > below
  panel.style.top = `${upwards ? at.top - GAP_PX - Math.min(height, above) : at.bottom + GAP_PX}px`
  const rightwards = (getComputedStyle(anchor).direction === 'rtl') === (align === 'end')
  const wanted = rightwards ? at.left : at.right - width
  panel.style.left = `${Math.max(EDGE_PX, Math.min(wanted, clientWidth - width - EDGE_PX))}px`
}

/** Keeps a panel of the top layer beside its anchor while the page scrolls or either changes its size; returns what stops that. */
export function floatBeside(
  anchor: HTMLElement,
  panel: HTMLElement,
  align: 'start' | 'end' | 'stretch' = 'start',
): () => void {
  const again = () => place(anchor, panel, align)
  again()
  const sizes = new ResizeObserver(again)
  sizes.observe(anchor)
  sizes.observe(panel)
  addEventListener('scroll', again, { capture: true, passive: true })
  addEventListener('resize', again)
  return () => {
    sizes.disconnect()
    removeEventListener('scroll', again, { capture: true })
    removeEventListener('resize', again)
  }
}
