import { tick } from 'svelte'

/** How a control says what it holds, so that two states of a form can be compared name by name. */
const valuesOf = (form: HTMLFormElement): Map<string, string> => {
  const values = new Map<string, string>()
  for (const [name, value] of new FormData(form))
    values.set(
      name,
      `${values.get(name) ?? ''}\n${typeof value === 'string' ? value.replaceAll('\r\n', '\n') : value.name}`,
    )
  return values
}

const NOT_EDITED = /^(?:version|seen|choice\..*)$/

/**
 * Which fields of a form differ from what was loaded. `check` looks again, after any input; `start` takes the present state
 * as loaded. Fields that differ carry `data-dirty`, for their mark.
 */
export function createDirtyForm(formId: string) {
  let loaded = new Map<string, string>()
  let names = $state.raw<string[]>([])
  const form = () => document.getElementById(formId) as HTMLFormElement | null

  const mark = (found: HTMLFormElement) => {
    for (const element of found.elements) {
      const name = element.getAttribute('name')
      if (name) element.toggleAttribute('data-dirty', names.includes(name))
    }
  }
  return {
    get names() {
      return names
    },
    get dirty() {
      return names.length > 0
    },
    check() {
      const found = form()
      if (!found) return
      const now = valuesOf(found)
      const all = new Set([...loaded.keys(), ...now.keys()])
      names = [...all].filter((name) => !NOT_EDITED.test(name) && loaded.get(name) !== now.get(name))
      mark(found)
    },
    async start() {
      names = []
      await tick()
      const found = form()
      if (!found) return
      loaded = valuesOf(found)
      mark(found)
    },
  }
}
