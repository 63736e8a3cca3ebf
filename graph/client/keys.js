// Keyboard and rectangle of the canvas. Keys count only while the canvas has the focus.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const STEP = 70;

  /** The next of `ids` after `now`, or before it if `back`. */
  function next(ids, now, back) {
    const i = ids.indexOf(now);
    return ids[(i < 0 ? (back ? ids.length - 1 : 0) : i + (back ? -1 : 1) + ids.length) % ids.length];
  }

  function walkNodes(c, back) {
    const ids = c.order.map((node) => node.id);
    if (!ids.length) return;
    const id = next(ids, c.cursor, back);
    c.show({ nodes: [id] });
    c.tell();
  }

  function walkLinks(c, back) {
    const start = c.walkFrom && c.selected.edges.size ? c.walkFrom : [...c.selected.nodes][0];
    const ids = (c.near.get(start) ?? []).map((edge) => edge.id);
    if (!ids.length) return;
    c.walkFrom = start;
    c.show({ edges: [next(ids, [...c.selected.edges][0], back)] });
    c.tell();
  }

  function openMenuByKey(c) {
    const node = [...c.selected.nodes][0], edge = [...c.selected.edges][0];
    if (!node && !edge) return;
    const [x, y] = node ? c.nodeXY(node, false) : c.edgeXY(edge, 0.5, false);
    c.context(node ? { node } : { edges: [edge] }, { x, y });
  }

  function withSelection(c, type) {
    const nodes = [...c.selected.nodes];
    if (nodes.length) c.host.act(type, { nodes });
  }

  function controlKey(c, event) {
    const key = event.key.toLowerCase();
    if (key === 'z') c.host.act(event.shiftKey ? 'redo' : 'undo', {});
    else if (key === 'y') c.host.act('redo', {});
    else if (key === 'a') c.choose([...c.nodes.keys()], []);
    else return false;
    return true;
  }

  const PLAIN = {
    ArrowLeft: (c) => c.pan(-STEP, 0), ArrowRight: (c) => c.pan(STEP, 0), ArrowUp: (c) => c.pan(0, -STEP), ArrowDown: (c) => c.pan(0, STEP),
    '+': (c) => c.zoom(1.25), '=': (c) => c.zoom(1.25), '-': (c) => c.zoom(0.8), f: (c) => c.fit(), p: (c) => c.fullScreen(),
    n: (c) => walkNodes(c, false), N: (c) => walkNodes(c, true), l: (c) => walkLinks(c, false), L: (c) => walkLinks(c, true),
    e: (c) => withSelection(c, 'expand'), Enter: (c) => c.tell(), Delete: (c) => withSelection(c, 'hide'), Backspace: (c) => withSelection(c, 'hide'),
    '/': (c) => c.host.search?.(), '?': (c) => c.help(), ContextMenu: openMenuByKey, F10: openMenuByKey,
    Escape: (c) => { if (c.stage.querySelector('.cg-help')) c.help(); else c.choose([], []); },
  };

  function keyDown(c, event) {
    const own = event.composedPath()[0];
    if (own !== c.stage && !(event.key === 'Escape')) return;
    const control = event.ctrlKey || event.metaKey;
    if (event.key === 'F10' && !event.shiftKey) return;
    if (control ? !controlKey(c, event) : !PLAIN[event.key]) return;
    if (!control) PLAIN[event.key](c);
    event.preventDefault();
    event.stopPropagation();
  }

  /** Shift-drag selects all nodes in a rectangle; caught before vis sees it as a pan. */
  function rectangle(c) {
    let start = null;
    const swallow = (event) => { event.stopPropagation(); event.preventDefault(); };
    c.view.addEventListener('pointerdown', (event) => {
      if (!event.shiftKey || event.button) return;
      start = c.pointer(event);
      c.unhover();
      c.view.setPointerCapture(event.pointerId);
      swallow(event);
    }, true);
    c.view.addEventListener('pointermove', (event) => {
      if (!start) return;
      const p = c.pointer(event), style = c.rect.style;
      [style.left, style.top] = [`${Math.min(p.x, start.x)}px`, `${Math.min(p.y, start.y)}px`];
      [style.width, style.height] = [`${Math.abs(p.x - start.x)}px`, `${Math.abs(p.y - start.y)}px`];
      c.rect.hidden = false;
      swallow(event);
    }, true);
    c.view.addEventListener('pointerup', (event) => {
      if (!start) return;
      const p = c.pointer(event), from = start;
      start = null;
      c.rect.hidden = true;
      swallow(event);
      const inside = ([x, y]) => (x - from.x) * (x - p.x) <= 0 && (y - from.y) * (y - p.y) <= 0;
      c.choose([...c.nodes.keys()].filter((id) => inside(c.nodeXY(id, false))), []);
    }, true);
  }

  Object.assign(cg, { keyDown, rectangle });
})();
