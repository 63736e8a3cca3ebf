// The canvas: vis-network keeps the camera and the dragging, this draws, picks and reports.
// It knows nothing of Streamlit: the app and the exported page both use it.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const PICK = 8; // pixels round the pointer in which an edge is found
  const SPACING = 46; // pixels between neighbouring nodes at which they have their plain size
  const SIZE = 0.5; // pixels of radius, at that spacing, for a unit of a node's size
  const MAX_STRETCH = 1.7;
  const DENSE = 1200; // lines from which they are drawn plainly
  const DOUBLE_CLICK = 260; // milliseconds a click waits, in case it is the first half of a double-click
  const OPTIONS = {
    autoResize: true, physics: { enabled: false }, layout: { improvedLayout: false },
    interaction: { hover: false, selectable: false, selectConnectedEdges: false, keyboard: false, zoomSpeed: 0.6, tooltipDelay: 1e9 },
  };

  class Canvas {
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
      this.net.moveTo({ position, scale, animation: calm ? false : { duration: 280, easingFunction: 'easeInOutQuad' } });
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

    // ---- one frame --------------------------------------------------------------------------

    /** vis asks for the size of a node, for dragging; the drawing itself is done in `draw`. */
    shapeOf({ id }) {
      const side = (2 * (this.nodes.get(id)?.r ?? 8) + 4) / this.net.getScale();
      return { drawNode() {}, nodeDimensions: { width: side, height: side } };
    }

    /** Screen geometry of all that is shown, without the pan; made anew only when it changes. */
    frame(scale = this.net.getScale()) {
      const key = `${this.version}|${scale}`;
      if (this.made?.key === key) return this.made;
      const grow = Math.max(0.6, Math.min(1.35, Math.sqrt(scale / this.plainScale())));
      for (const node of this.nodes.values()) Object.assign(node, { sx: node.x * scale, sy: node.y * scale, r: node.size * SIZE * grow });
      const lines = [];
      for (const group of this.groups) this.layGroup(group, lines);
      this.made = { key, scale, lines, labels: this.layLabels() };
      return this.made;
    }

    layGroup(group, lines) {
      const [a, b] = [group[0].from, group[0].to].sort().map((id) => this.nodes.get(id));
      const from = { x: a.sx, y: a.sy }, to = { x: b.sx, y: b.sy };
      if (a === b) return group.forEach((edge, i) => lines.push({ edge, ids: [edge.id], q: cg.loop(from, a.r, i), ends: [a.r, a.r] }));
      const free = Math.hypot(to.x - from.x, to.y - from.y), bent = cg.bends(group.length, free);
      if (!bent) return lines.push({ bundle: group, ids: group.map((e) => e.id), q: cg.curve(from, to, 0), ends: [a.r, b.r] });
      group.forEach((edge, i) => {
        const ahead = edge.from === a.id;
        const q = ahead ? cg.curve(from, to, bent[i]) : cg.curve(to, from, -bent[i]);
        lines.push({ edge, ids: [edge.id], q, ends: ahead ? [a.r, b.r] : [b.r, a.r] });
      });
    }

    labelFont(node) {
      const big = node.weight >= 0.45;
      return { font: `${big ? 600 : 400} ${big ? 14 : 12}px ${this.theme.font}`, h: big ? 17 : 15 };
    }

    widthOf(text, font) {
      const key = font + text;
      if (!this.widths.has(key)) {
        this.pen ??= document.createElement('canvas').getContext('2d');
        this.pen.font = font;
        this.widths.set(key, this.pen.measureText(text).width);
      }
      return this.widths.get(key);
    }

    labelItem(node, must) {
      const { font, h } = this.labelFont(node);
      return { id: node.id, x: node.sx, y: node.sy, r: node.r, w: this.widthOf(short(node.label), font) + 4, h, must };
    }

    layLabels() { return cg.placeLabels(this.order.map((n, i) => this.labelItem(n, i < 12 || n.weight >= 0.6))); }

    /** Labels while something is lit: its own first, then its neighbours', then those that get in nobody's way. */
    litLabels(frame, lit) {
      const kept = new Map(), boxes = new cg.Boxes(), usual = frame.labels.placed;
      const take = (id, box) => { if (box) { kept.set(id, box); boxes.add(box); } };
      const near = this.order.filter((n) => lit.nodes.has(n.id) && !lit.core.has(n.id)).map((n) => n.id);
      for (const id of [...lit.core, ...near]) {
        const box = usual.get(id);
        take(id, box && !boxes.hits(box) ? box : cg.freeSpot(this.labelItem(this.nodes.get(id)), boxes));
      }
      for (const [id, box] of usual) if (!lit.nodes.has(id) && !boxes.hits(box)) kept.set(id, box);
      return kept;
    }

    /** What stands out: the thing under the pointer, else the selection; null if neither. */
    lit() {
      const nodes = new Set(), edges = new Set(), core = new Set();
      const addEdge = (id) => {
        const edge = this.edges.get(id);
        if (!edge) return;
        edges.add(id);
        nodes.add(edge.from).add(edge.to);
      };
      const addNode = (id) => { nodes.add(id); core.add(id); for (const edge of this.near.get(id) ?? []) addEdge(edge.id); };
      if (this.hover?.node) addNode(this.hover.node);
      else if (this.hover) this.hover.edges.slice(0, this.hover.bundle ? undefined : 1).forEach(addEdge);
      else { this.selected.nodes.forEach(addNode); this.selected.edges.forEach(addEdge); }
      return nodes.size ? { nodes, edges, core } : null;
    }

    draw(ctx) {
      if (!this.data) return;
      const frame = this.frame(), lit = this.lit(), at = this.offset(), ratio = this.net.canvas.pixelRatio ?? 1;
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, at.x * ratio, at.y * ratio);
      const { back, front, thin } = this.sortLines(frame.lines, lit), nodes = [...this.order].reverse();
      this.drawLines(ctx, back, (this.hover ? 0.13 : 0.22) * thin);
      this.drawNodes(ctx, nodes.filter((node) => lit && !lit.nodes.has(node.id)), this.hover ? 0.2 : 0.4);
      this.drawLines(ctx, front, lit ? 1 : 0.72 * Math.max(thin, front.length > DENSE ? 0 : 0.5));
      this.drawNodes(ctx, nodes.filter((node) => !lit || lit.nodes.has(node.id)), 1);
      this.drawLabels(ctx, frame, lit);
      ctx.restore();
    }

    /** Lines that stand back and lines in front; the more there are, the fainter. */
    sortLines(lines, lit) {
      const back = [], front = [], thin = Math.min(1, Math.sqrt(400 / (lines.length || 1)));
      for (const line of lines) (lit && !line.ids.some((id) => lit.edges.has(id)) ? back : front).push(line);
      return { back, front, thin };
    }

    drawLines(ctx, lines, alpha) {
      if (lines.length > DENSE) this.drawMany(ctx, lines, alpha);
      else for (const line of lines) this.drawLine(ctx, line, alpha);
    }

    /** Thousands of lines: straight, without heads, one stroke for all of a look. */
    drawMany(ctx, lines, alpha) {
      const looks = new Map();
      for (const line of lines) {
        const negated = line.edge?.negated ?? false, key = `${negated}|${line.edge?.dashes || ''}`;
        if (!looks.has(key)) looks.set(key, { negated, dashes: line.edge?.dashes || [], lines: [] });
        looks.get(key).lines.push(line);
      }
      ctx.globalAlpha = alpha;
      ctx.lineWidth = 1;
      for (const look of looks.values()) {
        ctx.strokeStyle = look.negated ? this.theme.denied : this.theme.edge;
        ctx.setLineDash(look.dashes);
        ctx.beginPath();
        for (const { q } of look.lines) { ctx.moveTo(q.a.x, q.a.y); ctx.lineTo(q.b.x, q.b.y); }
        ctx.stroke();
      }
      ctx.setLineDash([]);
    }

    drawLine(ctx, line, alpha) {
      const chosen = line.ids.some((id) => this.selected.edges.has(id)), { theme } = this;
      const under = this.hover && !this.hover.node && line.ids.includes(this.hover.edges[0]);
      const colour = line.edge?.negated ? theme.denied : chosen || under ? theme.accent : theme.edge;
      if (line.bundle) return cg.drawBundle(ctx, line.q, line.bundle.length, line.ends, { ...theme, alpha, colour });
      const width = 0.4 + 0.6 * line.edge.width + (chosen ? 1.6 : under ? 0.8 : 0);
      cg.drawEdge(ctx, line.edge, line.q, line.ends, { alpha: line.edge.inferred ? alpha * 0.8 : alpha, colour, width });
    }

    drawNodes(ctx, nodes, alpha) {
      const { accent, paper, outline } = this.theme;
      for (const node of nodes) {
        const ring = this.selected.nodes.has(node.id) || this.cursor === node.id ? accent : null;
        cg.drawNode(ctx, node, { alpha, paper, outline, ring });
      }
    }

    drawLabels(ctx, frame, lit) {
      const { paper, ink, font } = this.theme, boxes = lit ? this.litLabels(frame, lit) : frame.labels.placed;
      this.drawEdgeLabels(ctx, frame, lit, boxes);
      for (const [id, box] of boxes) {
        const node = this.nodes.get(id), alpha = !lit || lit.nodes.has(id) ? 1 : this.hover ? 0.2 : 0.5;
        cg.drawText(ctx, short(node.label), box.x + 2, box.y + box.h / 2, { alpha, paper, ink, font: this.labelFont(node).font });
      }
      ctx.font = font;
      this.shown = boxes;
    }

    /** Words on the edges: on those that are lit, and on all when there is room. */
    drawEdgeLabels(ctx, frame, lit, boxes) {
      const roomy = frame.scale * (this.kept.spacing ?? 50) > 84;
      if (!roomy && !(lit && lit.edges.size <= 24)) return;
      const taken = new cg.Boxes(), { paper, ink } = this.theme, font = `11px ${this.theme.font}`;
      for (const box of boxes.values()) taken.add(box);
      const lines = frame.lines.filter((l) => l.edge && (lit ? lit.edges.has(l.edge.id) : true));
      for (const { edge, q } of lines) {
        const w = this.widthOf(edge.label, font), p = cg.at(q, 0.5), angle = cg.angleAt(q, 0.5);
        const bw = Math.abs(Math.cos(angle)) * w + 12, bh = Math.abs(Math.sin(angle)) * w + 12;
        const box = { x: p.x - bw / 2, y: p.y - bh / 2, w: bw, h: bh };
        if (q.length < w + 34 || taken.hits(box)) continue;
        taken.add(box);
        cg.drawAlong(ctx, edge.label, q, { alpha: 1, paper, ink, font, lift: edge.negated ? -11 : 0 });
      }
    }

    // ---- picking ----------------------------------------------------------------------------

    /** What lies under a point of the canvas: {node} or {edges: nearest first, bundle}, else null. */
    pick(point) {
      const frame = this.frame(), at = this.offset(), p = { x: point.x - at.x, y: point.y - at.y };
      let best = null, gap = Infinity;
      for (const node of this.nodes.values()) {
        const d = Math.hypot(node.sx - p.x, node.sy - p.y) - node.r;
        if (d <= 3 && d < gap) { gap = d; best = node; }
      }
      if (best) return { node: best.id };
      const hits = [];
      for (const line of frame.lines) {
        const d = cg.distance(p, line.q, PICK);
        if (d <= PICK) hits.push([d, line]);
      }
      hits.sort((a, b) => a[0] - b[0]);
      const edges = [...new Set(hits.flatMap(([, line]) => line.ids))];
      return edges.length ? { edges, bundle: Boolean(hits[0][1].bundle) } : null;
    }

    pointer(event) {
      const box = this.view.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    }

    // ---- what the user does -----------------------------------------------------------------

    listen() {
      const { net } = this;
      net.on('afterDrawing', (ctx) => this.draw(ctx));
      net.on('click', (e) => this.click(e.pointer.DOM, e.event.srcEvent));
      net.on('doubleClick', (e) => this.doubleClick(e.pointer.DOM));
      net.on('oncontext', (e) => { e.event.preventDefault(); this.context(this.pick(e.pointer.DOM), e.pointer.DOM); });
      net.on('dragStart', () => { this.dragging = true; this.unhover(); this.closeMenu(); });
      net.on('dragging', (e) => this.drag(e.nodes));
      net.on('dragEnd', (e) => { this.drag(e.nodes); this.dragging = false; this.keepCamera(); });
      net.on('zoom', () => { this.unhover(); this.keepCamera(); });
      net.on('animationFinished', () => this.keepCamera());
      net.on('resize', () => setTimeout(() => this.resized()));
      this.view.addEventListener('pointermove', (event) => { if (!this.dragging && !event.buttons) this.wander(this.pointer(event)); });
      this.view.addEventListener('pointerleave', () => this.unhover());
      this.stage.addEventListener('keydown', (event) => cg.keyDown(this, event));
      cg.rectangle(this);
    }

    /** vis zooms when its box changes; here a box that grows shows more, at the same scale. */
    resized() {
      if (this.gone) return;
      if (this.kept.camera) this.restoreCamera();
      else if (this.nodes.size) this.fit(false);
    }

    drag(ids) {
      for (const id of ids) {
        const node = this.nodes.get(id), { x, y } = this.net.getPosition(id);
        if (node && (node.x !== x || node.y !== y)) {
          Object.assign(node, { x, y });
          this.kept.moved.set(id, { x, y });
          this.version++;
        }
      }
    }

    wander(point) {
      const found = this.pick(point), key = JSON.stringify(found?.node ?? found?.edges ?? null);
      this.view.style.cursor = found ? 'pointer' : 'grab';
      if (key === this.hoverKey) return found && cg.placeNear(this.tip, point, this.stage);
      this.hoverKey = key;
      clearTimeout(this.hoverTimer);
      this.hoverTimer = setTimeout(() => this.showHover(found, point), found ? 70 : 120);
    }

    showHover(found, point) {
      this.hover = found;
      this.tip.hidden = !found;
      if (found) {
        cg.fillTip(this.tip, found.node ? this.nodeLines(found.node) : this.edgeLines(found.edges));
        cg.placeNear(this.tip, point, this.stage);
      }
      this.net.redraw();
    }

    unhover() {
      clearTimeout(this.hoverTimer);
      this.tip.hidden = true;
      if (this.hover) { this.hover = null; this.net.redraw(); }
      this.hoverKey = null;
    }

    nodeLines(id) {
      const node = this.nodes.get(id), shown = this.near.get(id).length, more = node.degree - shown;
      return [['cg-tip-title', node.label], ['cg-tip-note', node.note],
        ['cg-tip-note', more > 0 ? `${more} more ${more === 1 ? 'link' : 'links'}${this.host.expands ? ': double-click to expand' : ' not shown'}` : '']];
    }

    edgeLines(ids) {
      const edge = this.edges.get(ids[0]), more = ids.length - 1;
      return [['cg-tip-title', this.sentence(edge)], ['cg-tip-quote', edge.hint && `“${edge.hint}”`], ['cg-tip-note', edge.note],
        ['cg-tip-note', more ? `${more} more ${more === 1 ? 'link' : 'links'} at this spot` : '']];
    }

    sentence(edge) { return `${this.nodes.get(edge.from)?.label} ${edge.label} ${this.nodes.get(edge.to)?.label}`; }

    click(point, source) {
      this.closeMenu();
      this.unhover();
      this.stage.focus({ preventScroll: true });
      const found = this.pick(point), add = source?.ctrlKey || source?.metaKey;
      clearTimeout(this.clickTimer);
      if (found?.node) this.mark(add ? toggled(this.selected.nodes, found.node) : [found.node], []);
      else if (found) this.mark([], [found.edges[0]]);
      else if (!add) this.mark([], []);
      const near = found?.edges?.slice(1, 25) ?? [];
      this.clickTimer = setTimeout(() => this.tell(near), DOUBLE_CLICK);
    }

    doubleClick(point) {
      clearTimeout(this.clickTimer);
      const found = this.pick(point);
      if (found?.node) { this.mark([found.node], []); this.host.act('expand', { nodes: [found.node] }); }
      else if (found) this.tell(found.edges.slice(1, 25));
    }

    /** Marks a selection on the canvas without telling the host. */
    mark(nodes, edges) {
      this.selected = { nodes: new Set(nodes), edges: new Set(edges) };
      this.cursor = nodes.length === 1 ? nodes[0] : null;
      this.live.textContent = nodes.length > 1 ? `${nodes.length} entities selected`
        : nodes.length ? `${this.nodes.get(nodes[0])?.label} selected` : edges.length ? this.sentence(this.edges.get(edges[0])) : '';
      this.net.redraw();
    }

    tell(near = []) { this.host.act('select', { nodes: [...this.selected.nodes], edges: [...this.selected.edges], near }); }

    choose(nodes, edges, near = []) { this.mark(nodes, edges); this.tell(near); }

    /** Selection that the host asks for (search, table row); moves the camera only if it is out of sight. */
    show({ nodes = [], edges = [] }) {
      nodes = nodes.filter((id) => this.nodes.has(id));
      edges = edges.filter((id) => this.edges.has(id));
      this.mark(nodes, edges);
      const ids = [...nodes, ...edges.flatMap((id) => [this.edges.get(id).from, this.edges.get(id).to])];
      if (ids.length && !ids.every((id) => this.inSight(id))) this.reveal(ids);
    }

    inSight(id) {
      const [x, y] = this.nodeXY(id, false), { w, h } = this.size();
      return x > 20 && y > 20 && x < w - 60 && y < h - 30;
    }

    reveal(ids) {
      const some = ids.map((id) => this.nodes.get(id)), mean = (f) => some.reduce((sum, n) => sum + f(n), 0) / some.length;
      this.moveTo({ x: mean((n) => n.x), y: mean((n) => n.y) }, this.net.getScale());
      if (!ids.every((id) => this.inSight(id))) this.fit(true, ids);
    }

    context(found, point) {
      this.unhover();
      if (!found) return this.closeMenu();
      if (found.node && !this.selected.nodes.has(found.node)) this.mark([found.node], []);
      if (found.edges) this.mark([], [found.edges[0]]);
      const ids = found.node ? [...this.selected.nodes] : found.edges;
      const entries = (found.node ? this.host.nodeMenu : this.host.edgeMenu) ?? [];
      const title = found.node ? (ids.length > 1 ? `${ids.length} entities` : this.nodes.get(found.node).label) : this.sentence(this.edges.get(ids[0]));
      const items = entries.map(([label, type, key]) => [label, () => this.run(type, found, ids), key]);
      cg.openMenu(this.menu, title, items, () => this.closeMenu());
      cg.placeNear(this.menu, point, this.stage);
    }

    run(type, found, ids) {
      if (type === 'sources') this.tell(found.edges.slice(1, 25));
      else if (type === 'neighbours') this.choose([...new Set(ids.flatMap((id) => [id, ...this.neighbours(id)]))], []);
      else this.host.act(type, found.node ? { nodes: ids } : { edges: [ids[0]] });
    }

    neighbours(id) { return this.near.get(id).map((edge) => (edge.from === id ? edge.to : edge.from)); }

    closeMenu() {
      if (this.menu.hidden) return;
      this.menu.hidden = true;
      this.stage.focus({ preventScroll: true });
    }

    help() {
      const open = this.stage.querySelector('.cg-help');
      if (open) { open.remove(); this.stage.focus(); }
      else { this.stage.append(cg.helpCard(() => this.help())); this.stage.querySelector('.cg-help button').focus(); }
    }

    fullScreen() { return document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen(); }

    /** Downloads what the canvas shows as a PNG file, on the theme's background. */
    savePicture() {
      const from = this.net.canvas.frame.canvas, to = document.createElement('canvas'), ctx = to.getContext('2d');
      Object.assign(to, { width: from.width, height: from.height });
      ctx.fillStyle = this.theme.paper;
      ctx.fillRect(0, 0, to.width, to.height);
      ctx.drawImage(from, 0, 0);
      const link = cg.make('a');
      Object.assign(link, { href: to.toDataURL('image/png'), download: 'graph.png' });
      link.click();
    }

    destroy() { this.gone = true; clearTimeout(this.clickTimer); clearTimeout(this.hoverTimer); this.net.destroy(); this.root.replaceChildren(); }

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

  function short(text) { return text.length > 26 ? `${text.slice(0, 25).trimEnd()}…` : text; }

  function toggled(set, id) { return set.has(id) ? [...set].filter((x) => x !== id) : [...set, id]; }

  cg.Canvas = Canvas;
})();
