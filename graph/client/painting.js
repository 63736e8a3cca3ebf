// How the canvas looks: the geometry of a frame, lines, nodes and labels.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const SIZE = 0.5; // pixels of radius, at that spacing, for a unit of a node's size
  const DENSE = 1200; // lines from which they are drawn plainly

  function short(text) { return text.length > 26 ? `${text.slice(0, 25).trimEnd()}…` : text; }

  cg.painting = (Base) => class extends Base {
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
  };
})();
