export type TreeNode = { id: string; label: string; count?: number | undefined; children?: readonly TreeNode[] }
export type TreeRow = { node: TreeNode; level: number; parent: string | null; at: number; of: number }

/** The rows of a tree that can be seen: a node's children follow it when it is open. */
export function treeRows(nodes: readonly TreeNode[], open: ReadonlySet<string>): TreeRow[] {
  const walk = (list: readonly TreeNode[], level: number, parent: string | null): TreeRow[] =>
    list.flatMap((node, index) => [
      { node, level, parent, at: index + 1, of: list.length },
      ...(open.has(node.id) ? walk(node.children ?? [], level + 1, node.id) : []),
    ])
  return walk(nodes, 1, null)
}
