/**
 * The strongly connected components of a graph that contain a cycle: maps each node on a cycle to all nodes of its
 * component, itself included. Kosaraju's algorithm, linear and without recursion. `edgesOf` returns the successors of a
 * node.
 */
export function cyclesOf<Node>(
  nodes: Iterable<Node>,
  edgesOf: (node: Node) => readonly Node[],
): ReadonlyMap<Node, ReadonlySet<Node>> {
  const finished: Node[] = [];
  const reversed = new Map<Node, Node[]>();
  const loops = new Set<Node>();
  const seen = new Set<Node>();
  for (const start of nodes) {
    const path: { node: Node; edges: Iterator<Node> }[] = [];
    const enter = (node: Node): void => {
      if (seen.has(node)) return;
      seen.add(node);
      path.push({ node, edges: edgesOf(node)[Symbol.iterator]() });
    };
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const { done, value: next } = top.edges.next();
      if (done === true) {
        finished.push(top.node);
        path.pop();
        continue;
      }
      const before = reversed.get(next);
      if (before === undefined) reversed.set(next, [top.node]);
      else before.push(top.node);
      if (next === top.node) loops.add(next);
      enter(next);
    }
  }
  const cycles = new Map<Node, ReadonlySet<Node>>();
  const placed = new Set<Node>();
  for (const root of finished.reverse()) {
    if (placed.has(root)) continue;
    const members = new Set<Node>([root]);
    placed.add(root);
    for (const member of members)
      for (const before of reversed.get(member) ?? [])
        if (!placed.has(before)) {
          placed.add(before);
          members.add(before);
        }
    if (members.size > 1 || loops.has(root)) for (const member of members) cycles.set(member, members);
  }
  return cycles;
}
