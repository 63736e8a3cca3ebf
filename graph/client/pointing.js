// What the user does on the canvas: pointing, clicking, dragging, the menu.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const PICK = 8; // pixels round the pointer in which an edge is found
  const DOUBLE_CLICK = 260; // milliseconds a click waits, in case it is the first half of a double-click

  function toggled(set, id) { return set.has(id) ? [...set].filter((x) => x !== id) : [...set, id]; }

  cg.pointing = (Base) => class extends Base {
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
  };
})();
