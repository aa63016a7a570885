/** A line under the search field: where it leads, and what it says. */
export type Suggestion = { href: string; title: string; note: string; picture: string | null }
