// How things look: glyphs of nodes, strokes of edges, labels. Text goes to the canvas by fillText only.
(() => {
  'use strict';
  const { at, angleAt } = globalThis.citegraph;
  const GROW = { dot: 1, square: 0.9, diamond: 1.25, triangle: 1.2, triangleDown: 1.2, star: 1.4, hexagon: 1.08 };

  function polygon(ctx, x, y, r, corners, turn, inner = 1) {
    const steps = inner === 1 ? corners : corners * 2;
    for (let i = 0; i < steps; i++) {
      const radius = i % 2 && inner !== 1 ? r * inner : r, angle = turn + (i * 2 * Math.PI) / steps;
      ctx[i ? 'lineTo' : 'moveTo'](x + radius * Math.cos(angle), y + radius * Math.sin(angle));
    }
    ctx.closePath();
  }

  /** Path of a node's shape; shapes of one radius have about one area. */
  function glyph(ctx, shape, x, y, radius) {
    const r = radius * (GROW[shape] ?? 1), up = -Math.PI / 2;
    ctx.beginPath();
    if (shape === 'square') ctx.rect(x - r, y - r, 2 * r, 2 * r);
    else if (shape === 'diamond') polygon(ctx, x, y, r, 4, up);
    else if (shape === 'triangle') polygon(ctx, x, y + r * 0.12, r, 3, up);
    else if (shape === 'triangleDown') polygon(ctx, x, y - r * 0.12, r, 3, -up);
    else if (shape === 'hexagon') polygon(ctx, x, y, r, 6, 0);
    else if (shape === 'star') polygon(ctx, x, y, r, 5, up, 0.48);
    else ctx.arc(x, y, r, 0, 2 * Math.PI);
  }

  function drawNode(ctx, node, look) {
    ctx.globalAlpha = look.alpha;
    if (look.ring) {
      glyph(ctx, node.shape, node.sx, node.sy, node.r + 4);
      ctx.fillStyle = look.ring;
      ctx.fill();
    }
    glyph(ctx, node.shape, node.sx, node.sy, node.r);
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3;
    ctx.strokeStyle = look.paper;
    ctx.stroke();
    ctx.fillStyle = node.color;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = look.outline;
    ctx.stroke();
  }

  function tracePart(ctx, q, from, to) {
    ctx.beginPath();
    if (!q.bend && !q.loop) {
      const a = at(q, from), b = at(q, to);
      ctx.moveTo(a.x, a.y);
      ctx.lineTo(b.x, b.y);
      return;
    }
    const steps = q.loop ? 28 : 18;
    for (let i = 0; i <= steps; i++) {
      const p = at(q, from + ((to - from) * i) / steps);
      ctx[i ? 'lineTo' : 'moveTo'](p.x, p.y);
    }
  }

  function arrowhead(ctx, tip, angle, size, open) {
    ctx.save();
    ctx.translate(tip.x, tip.y);
    ctx.rotate(angle);
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.moveTo(-size, -size * 0.45);
    ctx.lineTo(0, 0);
    ctx.lineTo(-size, size * 0.45);
    if (open) ctx.stroke();
    else { ctx.closePath(); ctx.fill(); }
    ctx.restore();
  }

  /** Two short bars across the line: what it says is denied. */
  function strike(ctx, q, size) {
    const middle = at(q, 0.5), angle = angleAt(q, 0.5);
    ctx.save();
    ctx.translate(middle.x, middle.y);
    ctx.rotate(angle);
    ctx.setLineDash([]);
    ctx.lineWidth = 1.8;
    ctx.beginPath();
    for (const shift of [-2.5, 2.5]) { ctx.moveTo(shift - 2, size); ctx.lineTo(shift + 2, -size); }
    ctx.stroke();
    ctx.restore();
  }

  /** `ends`: radii of the two nodes, so that the line starts and stops at their borders. */
  function drawEdge(ctx, edge, q, ends, look) {
    const length = q.length + (q.bend ? (8 * q.bend * q.bend) / (3 * q.length) : 0);
    if (!q.loop && length < ends[0] + ends[1] + 2) return;
    const from = q.loop ? 0.08 : (ends[0] + 2) / length, to = q.loop ? 0.92 : 1 - (ends[1] + 3) / length;
    const head = edge.arrow ? Math.min(6 + 1.6 * look.width, length * 0.3) : 0;
    ctx.globalAlpha = look.alpha;
    ctx.strokeStyle = ctx.fillStyle = look.colour;
    ctx.lineWidth = look.width;
    ctx.lineCap = edge.dashes && edge.dashes[0] < 3 ? 'round' : 'butt';
    ctx.setLineDash(edge.dashes || []);
    tracePart(ctx, q, from, q.loop ? to : Math.max(from, to - (head * 0.7) / length));
    ctx.stroke();
    if (head) arrowhead(ctx, at(q, to), angleAt(q, q.loop ? to : Math.max(0, to - 0.02)), head, edge.inferred);
    if (edge.negated) strike(ctx, q, 5 + look.width);
    ctx.setLineDash([]);
  }

  /** Many parallel edges too close to tell apart: one band with their number. */
  function drawBundle(ctx, q, count, ends, look) {
    ctx.globalAlpha = look.alpha;
    ctx.strokeStyle = look.colour;
    ctx.lineWidth = Math.min(9, 2.5 + Math.log2(count));
    ctx.lineCap = 'round';
    ctx.setLineDash([]);
    tracePart(ctx, q, Math.min(0.45, ends[0] / q.length), Math.max(0.55, 1 - ends[1] / q.length));
    ctx.stroke();
    if (q.length < ends[0] + ends[1] + 24) return;
    const p = at(q, 0.5);
    ctx.font = `600 11px ${look.font}`;
    ctx.textAlign = 'center';
    ctx.textBaseline = 'middle';
    const width = Math.max(18, ctx.measureText(String(count)).width + 10);
    ctx.fillStyle = look.paper;
    ctx.lineWidth = 1;
    ctx.beginPath();
    ctx.roundRect(p.x - width / 2, p.y - 8, width, 16, 8);
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = look.ink;
    ctx.fillText(String(count), p.x, p.y + 0.5);
  }

  function drawText(ctx, text, x, y, look) {
    ctx.globalAlpha = look.alpha;
    ctx.font = look.font;
    ctx.textAlign = look.align ?? 'left';
    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3.5;
    ctx.strokeStyle = look.paper;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = look.ink;
    ctx.fillText(text, x, y);
  }

  /** A label along its edge, never upside down. */
  function drawAlong(ctx, text, q, look) {
    const p = at(q, 0.5);
    let angle = angleAt(q, 0.5);
    if (angle > Math.PI / 2 || angle < -Math.PI / 2) angle += Math.PI;
    ctx.save();
    ctx.translate(p.x, p.y);
    ctx.rotate(angle);
    drawText(ctx, text, 0, look.lift ?? 0, { ...look, align: 'center' });
    ctx.restore();
  }

  Object.assign(globalThis.citegraph, { glyph, drawNode, drawEdge, drawBundle, drawText, drawAlong });
})();
