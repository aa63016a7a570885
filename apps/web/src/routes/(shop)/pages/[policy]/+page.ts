// Nothing on a policy page moves, so no script is sent with it.
export const csr = false
