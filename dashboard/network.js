// Streamlit's side of the canvas. Called at mount and again with every change of `data` or theme,
// with the same parentElement; what it returns runs at unmount only.
const KEPT = (globalThis.citegraph.kept ??= new Map()); // by graph: outlives a switch of page or view
const WAIT = 25;

function keptFor(graph) {
  if (!KEPT.has(graph)) KEPT.set(graph, { moved: new Map(), camera: null });
  return KEPT.get(graph);
}

function hostOf(root, graph) {
  const send = (type, payload) => root.component.setTriggerValue('event', { type, ...payload, n: ++root.sent });
  return {
    act: send,
    nodeMenu: [['Expand', 'expand', 'E'], ['Focus on this', 'focus'], ['Select neighbours', 'neighbours'], ['Path from here', 'path'],
      ['Hide', 'hide', 'Del'], ['Hide all others', 'only'], ['Same entity as …', 'merge']],
    edgeMenu: [['Show sources', 'sources'], ['Hide this relation', 'without']],
    search: () => document.querySelector('.st-key-explore_find input')?.focus(),
  };
}

function draw(root, component) {
  const { data } = component;
  root.component = component;
  if (root.canvas && root.graph !== data.graph) { root.canvas.destroy(); root.canvas = null; }
  if (!root.canvas) {
    root.graph = data.graph;
    root.sent ??= 0;
    root.canvas = new globalThis.citegraph.Canvas(root, hostOf(root), keptFor(data.graph));
  }
  if (root.drawn !== data) root.canvas.setData(data);
  else if (root.canvas.readTheme()) root.canvas.setData(data);
  root.drawn = data;
  const { command } = data;
  if (command && keptFor(data.graph).command !== command.n) {
    keptFor(data.graph).command = command.n;
    if (command.fit) root.canvas.fit(true, command.fit.length ? command.fit : null);
    root.canvas.show(command);
  }
}

function whenReady(root, component) {
  clearTimeout(root.waiting);
  if (globalThis.vis) draw(root, component);
  else root.waiting = setTimeout(() => whenReady(root, component), WAIT);
}

export default function (component) {
  const root = component.parentElement.querySelector('.cg-root');
  if (component.data) whenReady(root, component);
  return () => {
    clearTimeout(root.waiting);
    root.canvas?.keepCamera();
    root.canvas?.destroy();
    root.canvas = null;
  };
}
