// Streamlit's side of the canvas. Called at mount and again with every change of `data` or theme,
// with the same parentElement; what it returns runs at unmount only.
const KEPT = (globalThis.citegraph.kept ??= { moved: new Map(), camera: null }); // outlives a switch of page or view
const WAIT = 25;

// Clicks that come faster than the server runs replace one another on the way. So each event has a
// number, and goes along with the next ones until the server has said that it is done.
function hostOf(root) {
  let last = 0, waiting = [];
  return {
    expands: true,
    act: (type, payload) => {
      last = Math.max(Date.now(), last + 1);
      waiting.push({ type, ...payload, n: last });
      root.component.setTriggerValue('event', { events: waiting });
    },
    done: (n) => { waiting = waiting.filter((event) => event.n > n); },
    nodeMenu: [['Expand', 'expand', 'E'], ['Focus on this', 'focus'], ['Select neighbours', 'neighbours'], ['Path from here', 'path'],
      ['Hide', 'hide', 'Del'], ['Hide all others', 'only'], ['Same entity as …', 'merge']],
    edgeMenu: [['Show sources', 'sources'], ['Hide this kind of statement', 'without']],
    search: () => document.querySelector('.st-key-explore_find input')?.focus(),
  };
}

function draw(root, component) {
  const { data } = component;
  if (!root.canvas) {
    root.canvas = new globalThis.citegraph.Canvas(root, hostOf(root), KEPT);
    globalThis.citegraph.live = root.canvas;
  }
  if (root.drawn !== data.stamp) root.canvas.setData(data);
  else if (root.canvas.readTheme()) root.canvas.setData(data);
  root.drawn = data.stamp;
}

function whenReady(root) {
  clearTimeout(root.waiting);
  if (globalThis.vis) draw(root, root.component);
  else root.waiting = setTimeout(() => whenReady(root), WAIT);
}

export default function (component) {
  const root = component.parentElement.querySelector('.cg-root');
  root.component = component;
  if (component.data) whenReady(root);
  return () => {
    clearTimeout(root.waiting);
    root.canvas?.destroy();
    if (globalThis.citegraph.live === root.canvas) globalThis.citegraph.live = null;
    root.canvas = root.drawn = null;
  };
}
