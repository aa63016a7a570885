import Archive from '@lucide/svelte/icons/archive'
import Barcode from '@lucide/svelte/icons/barcode'
import GitPullRequest from '@lucide/svelte/icons/git-pull-request'
import Trash from '@lucide/svelte/icons/trash-2'
import Undo from '@lucide/svelte/icons/undo-2'
import { m } from '#lib/i18n/messages.ts'
import type { MenuItem } from '#lib/ui/DropdownMenu.svelte'

export type Asked = 'archive' | 'trash'
type Product = { id: string; status: string }

/** What is done with a product as a whole from the menu of its page, and what is being asked about before. */
export function createProductDeeds() {
  let asking = $state<Asked>()
  let wanted = $state<string>()
  return {
    get asking() {
      return asking
    },
    set asking(next: Asked | undefined) {
      asking = next
    },
    /** The deed that was decided on, until it is sent. */
    get wanted() {
      return wanted
    },
    set wanted(next: string | undefined) {
      asking = undefined
      wanted = next
    },
    items({ id, status }: Product, canWrite: boolean): MenuItem[] {
      const changing: MenuItem[] = [
        status === 'archived'
          ? { label: m.products_unarchive(), icon: Undo, onselect: () => (wanted = 'restore') }
          : { label: m.products_archive(), icon: Archive, onselect: () => (asking = 'archive') },
        { label: m.products_trash(), icon: Trash, danger: true, onselect: () => (asking = 'trash') },
      ]
      return [
        { label: m.publishing_changes(), icon: GitPullRequest, href: `/admin/products/${id}/changes` },
        { label: m.products_labels(), icon: Barcode, href: `/admin/labels?product=${id}` },
        ...(canWrite ? changing : []),
      ]
    },
  }
}
