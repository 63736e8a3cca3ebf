// The canvas: vis-network keeps the camera and the dragging, this draws, picks and reports.
// It knows nothing of Streamlit: the app and the exported page both use it.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const SPACING = 46; // pixels between neighbouring nodes at which they have their plain size
  const MAX_STRETCH = 1.7;
  const OPTIONS = {
    autoResize: true, physics: { enabled: false }, layout: { improvedLayout: false },
    interaction: { hover: false, selectable: false, selectConnectedEdges: false, keyboard: false, zoomSpeed: 0.6, tooltipDelay: 1e9 },
  };

  /** Data and camera; `painting.js` and `pointing.js` add how it looks and what the user does. */
  class Core {
    /**
     * @param root Empty element to fill.
     * @param host {act(type, payload), nodeMenu, edgeMenu, search}: what is done is told by `act`.
     * @param kept {moved: Map, camera, spacing} that outlives this canvas, so that a page switch changes nothing.
     */
    constructor(root, host, kept) {
      Object.assign(this, { root, host, kept, nodes: new Map(), edges: new Map(), near: new Map(), version: 0 });
      this.selected = { nodes: new Set(), edges: new Set() };
      this.hover = this.cursor = null;
      this.widths = new Map();
      this.buildPage();
      this.readTheme();
      this.points = new vis.DataSet();
      const shape = (args) => this.shapeOf(args);
      this.net = new vis.Network(this.view, { nodes: this.points, edges: new vis.DataSet() },
        { ...OPTIONS, nodes: { shape: 'custom', ctxRenderer: shape, chosen: false } });
      this.listen();
      document.fonts?.ready.then(() => { this.widths.clear(); this.changed(); });
    }

    buildPage() {
      const { make } = cg;
      this.root.classList.add('cg');
      this.stage = make('div', 'cg-stage');
      this.stage.tabIndex = 0;
      this.stage.setAttribute('role', 'application');
      this.stage.setAttribute('aria-label', 'Graph of entities and statements. Press question mark for the keys. The table view holds the same statements.');
      this.view = make('div', 'cg-view');
      this.rect = make('div', 'cg-rect');
      this.tip = make('div', 'cg-tip');
      this.menu = make('div', 'cg-menu');
      this.caption = make('div', 'cg-caption');
      this.live = make('div', 'cg-live');
      this.empty = make('div', 'cg-empty');
      this.legend = make('div', 'cg-legend');
      this.tip.setAttribute('role', 'tooltip');
      this.menu.setAttribute('role', 'menu');
      this.live.setAttribute('role', 'status');
      for (const part of [this.rect, this.tip, this.menu, this.empty]) part.hidden = true;
      const bar = cg.tools([
        ['plus', 'Zoom in (+)', () => this.zoom(1.35)], ['minus', 'Zoom out (−)', () => this.zoom(1 / 1.35)],
        ['fit', 'Show all (F)', () => this.fit()], ['full', 'Full screen (P)', () => this.fullScreen()],
        ['picture', 'Save as picture', () => this.savePicture()], ['help', 'Mouse and keys (?)', () => this.help()],
      ]);
      this.stage.append(this.view, this.rect, this.caption, bar, this.empty, this.tip, this.menu, this.live);
      this.root.replaceChildren(this.stage, this.legend);
      this.stage.citegraph = this;
    }

    readTheme() {
      const css = getComputedStyle(this.root), get = (name, other) => css.getPropertyValue(name).trim() || other;
      const theme = {
        ink: get('--st-text-color', '#1c2430'), paper: get('--st-background-color', '#ffffff'),
        accent: get('--st-primary-color', '#0072b2'), font: get('--st-font', 'sans-serif'), edge: get('--cg-edge', '#7b8794'),
        denied: get('--cg-denied', '#d1243a'), outline: get('--cg-outline', 'rgba(0,0,0,.35)'),
      };
      const same = this.theme && Object.keys(theme).every((name) => theme[name] === this.theme[name]);
      this.theme = theme;
      if (!same) this.widths.clear();
      return !same;
    }

    // ---- data -------------------------------------------------------------------------------

    /** Takes over new data by difference: what stays keeps its place, the camera does not move. */
    setData(data) {
      this.kept.stretch ??= this.stretchFor(data.nodes);
      const { x: wide, y: high } = this.kept.stretch ?? { x: 1, y: 1 };
      const nodes = new Map(data.nodes.map((node) => [node.id, { ...node, x: node.x * wide, y: node.y * high, ...this.kept.moved.get(node.id) }]));
      const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
      const gone = this.points.getIds().filter((id) => !nodes.has(id));
      const moved = [...nodes.values()].filter((n) => this.nodes.get(n.id)?.x !== n.x || this.nodes.get(n.id)?.y !== n.y);
      Object.assign(this, { data, nodes, edges });
      this.order = [...nodes.values()].sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
      this.linkNodes(data.edges);
      this.forgetGone();
      this.version++;
      if (gone.length) this.points.remove(gone);
      if (moved.length) this.points.update(moved.map(({ id, x, y }) => ({ id, x, y }))); // draws at once
      this.kept.spacing ??= this.nodes.size > 1 ? this.measureSpacing() : undefined;
      this.caption.textContent = data.caption ?? '';
      this.empty.hidden = nodes.size > 0;
      this.empty.textContent = data.empty ?? 'Nothing matches these filters.';
      this.readTheme();
      cg.drawLegend(this.legend, data.legend, this.host.act, this.theme);
      if (this.kept.camera) this.restoreCamera();
      else if (nodes.size) this.fit(false);
      this.changed();
    }

    /** What is not there any more is neither selected nor pointed at. */
    forgetGone() {
      for (const kind of ['nodes', 'edges']) for (const id of this.selected[kind]) if (!this[kind].has(id)) this.selected[kind].delete(id);
      if (!this.nodes.has(this.cursor)) this.cursor = null;
      this.hover = null;
      this.tip.hidden = true;
    }

    /** How far the layout is drawn out, once and for all, to fill a canvas of this shape. */
    stretchFor(nodes) {
      const { w, h } = this.size();
      if (nodes.length < 8 || !w) return null;
      const xs = nodes.map((n) => n.x), ys = nodes.map((n) => n.y), span = (all) => Math.max(...all) - Math.min(...all) || 1;
      const shape = (span(xs) / span(ys)) / ((w - 210) / (h - 100));
      const by = (factor) => Math.max(1, Math.min(MAX_STRETCH, factor));
      return { x: by(1 / shape), y: by(shape) };
    }

    linkNodes(edges) {
      this.near = new Map([...this.nodes.keys()].map((id) => [id, []]));
      for (const edge of edges) {
        this.near.get(edge.from)?.push(edge);
        if (edge.to !== edge.from) this.near.get(edge.to)?.push(edge);
      }
      this.groups = cg.pairs(edges.filter((e) => this.nodes.has(e.from) && this.nodes.has(e.to)));
    }

    /** Median distance from a node to its nearest neighbour, in units of the layout. */
    measureSpacing() {
      const all = this.order, step = Math.max(1, Math.floor(all.length / 200)), found = [];
      for (let i = 0; i < all.length; i += step) {
        let best = Infinity;
        for (const other of all) if (other !== all[i]) best = Math.min(best, Math.hypot(all[i].x - other.x, all[i].y - other.y));
        found.push(best);
      }
      return found.sort((a, b) => a - b)[found.length >> 1] || 50;
    }

    changed() { this.version++; if (!this.gone) this.net.redraw(); }

    // ---- camera -----------------------------------------------------------------------------

    size() { return { w: this.view.clientWidth, h: this.view.clientHeight }; }

    plainScale() { return SPACING / (this.kept.spacing ?? 50); }

    /** Moves the camera so that the given nodes (all, if none are given) fill the canvas, labels included. */
    fit(animate = true, ids = null) {
      const { w, h } = this.size(), wanted = ids && new Set(ids), some = this.order.filter((n) => !wanted || wanted.has(n.id));
      if (!some.length || !w) return;
      const span = (axis) => { const all = some.map((n) => n[axis]); return [Math.min(...all), Math.max(...all)]; };
      const [left, right] = span('x'), [top, bottom] = span('y'), most = 3 * this.plainScale();
      const scaleFor = (m) => Math.max(0.01, Math.min((w - m.left - m.right) / (right - left || 1), (h - m.top - m.bottom) / (bottom - top || 1), most));
      const rough = scaleFor({ left: 60, right: 100, top: 40, bottom: 40 });
      const around = (scale) => this.overhang(some, scale, [left * scale, right * scale, top * scale, bottom * scale]);
      const m = around(scaleFor(around(rough))), scale = scaleFor(m); // twice: labels shift with the scale
      this.moveTo({ x: (left + right) / 2 + (m.right - m.left) / 2 / scale, y: (top + bottom) / 2 + (m.bottom - m.top) / 2 / scale }, scale, animate);
    }

    /** Pixels by which shapes and labels stand out beyond the middles of the nodes, plus the margins. */
    overhang(some, scale, [left, right, top, bottom]) {
      const { labels } = this.frame(scale), out = { left: 14, right: 56, top: 34, bottom: 14 }, add = (side, by) => { out[side] = Math.max(out[side], by); };
      for (const n of some) {
        const label = labels.placed.get(n.id), box = { x: n.sx - n.r, y: n.sy - n.r, w: 2 * n.r, h: 2 * n.r };
        for (const b of label ? [box, label] : [box]) {
          add('left', left - b.x + 14);
          add('right', b.x + b.w - right + 56);
          add('top', top - b.y + 34);
          add('bottom', b.y + b.h - bottom + 14);
        }
      }
      const { w } = this.size(); // a very long label must not shrink the whole picture
      out.left = Math.min(out.left, 0.18 * w);
      out.right = Math.min(out.right, 0.22 * w);
      return out;
    }

    moveTo(position, scale, animate = true) {
      const calm = !animate || matchMedia('(prefers-reduced-motion: reduce)').matches;
      this.kept.camera = { position, scale };
      this.net.moveTo({ position, scale, animation: calm ? false : { duration: animate === true ? 280 : animate, easingFunction: 'easeInOutQuad' } });
    }

    /** What is seen, in units of the layout: [x, y, width, height]. It fits a canvas of any shape. */
    seen() {
      const { x, y } = this.kept.stretch ?? { x: 1, y: 1 }, at = this.net.getViewPosition(), scale = this.net.getScale(), { w, h } = this.size();
      return [at.x / x, at.y / y, w / scale / x, h / scale / y];
    }

    /** Moves the camera to where `seen` was taken. */
    look([middle, centre, wide, high], animate = true) {
      const { x, y } = this.kept.stretch ?? { x: 1, y: 1 }, { w, h } = this.size();
      this.moveTo({ x: middle * x, y: centre * y }, Math.min(w / (wide * x), h / (high * y)), animate);
    }

    restoreCamera() { this.net.moveTo({ ...this.kept.camera, animation: false }); }

    keepCamera() { if (this.size().w) this.kept.camera = { position: this.net.getViewPosition(), scale: this.net.getScale() }; }

    zoom(factor) { this.moveTo(this.net.getViewPosition(), this.net.getScale() * factor); }

    pan(dx, dy) {
      const at = this.net.getViewPosition(), scale = this.net.getScale();
      this.moveTo({ x: at.x + dx / scale, y: at.y + dy / scale }, scale, false);
    }

    offset() {
      const at = this.net.getViewPosition(), scale = this.net.getScale(), { w, h } = this.size();
      return { x: w / 2 - at.x * scale, y: h / 2 - at.y * scale };
    }

    // ---- for tests and assistive tools: where things are ---------------------------------------

    toPage(p, page) {
      const at = this.offset(), box = page ? this.view.getBoundingClientRect() : { left: 0, top: 0 };
      return [box.left + at.x + p.x, box.top + at.y + p.y];
    }

    nodeXY(id, page = true) { this.frame(); const n = this.nodes.get(id); return this.toPage({ x: n.sx, y: n.sy }, page); }

    edgeXY(id, t = 0.5, page = true) {
      const line = this.frame().lines.find((l) => l.ids.includes(id));
      return this.toPage(cg.at(line.q, t), page);
    }
  }

  cg.Canvas = cg.pointing(cg.painting(Core));
})();
