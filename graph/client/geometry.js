// Where things lie on the screen: edge curves, distances, label boxes. Pure functions, in pixels.
globalThis.citegraph ??= {};

(() => {
  'use strict';
  const ARC_GAP = 18; // between the middles of two parallel edges
  const ARC_GAP_MIN = 9; // closer than this and a bundle is drawn instead
  const SAMPLES = 14; // straight pieces that stand for a curve when distances are taken
  const CELL = 64;

  /** Groups edges by the pair of nodes they join, whichever way they point; keeps their order. */
  function pairs(edges) {
    const groups = new Map();
    for (const edge of edges) {
      const key = edge.from < edge.to ? `${edge.from}\u0000${edge.to}` : `${edge.to}\u0000${edge.from}`;
      const group = groups.get(key);
      if (group) group.push(edge);
      else groups.set(key, [edge]);
    }
    return [...groups.values()];
  }

  /** Bends in pixels of `count` parallel edges between nodes `length` apart; null: draw a bundle. */
  function bends(count, length) {
    if (count === 1) return [0];
    const gap = Math.min(ARC_GAP, (0.75 * length) / (count - 1));
    if (gap < ARC_GAP_MIN) return null;
    return Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * gap);
  }

  /** A quadratic curve from a to b whose middle lies `bend` pixels beside the straight line. */
  function curve(a, b, bend) {
    const dx = b.x - a.x, dy = b.y - a.y, length = Math.hypot(dx, dy) || 1;
    return {
      a, b, length, bend,
      c: { x: (a.x + b.x) / 2 - (dy / length) * 2 * bend, y: (a.y + b.y) / 2 + (dx / length) * 2 * bend },
    };
  }

  /** An edge of a node to itself: a drop above it; `turn` keeps several apart. */
  function loop(a, radius, turn) {
    const size = radius + 16 + 9 * turn;
    return {
      a, b: a, length: size * 3, bend: 0,
      c: { x: a.x, y: a.y - 2 * size }, loop: { x: a.x, y: a.y - size, r: size - radius * 0.6 },
    };
  }

  function at(q, t) {
    if (q.loop) {
      const angle = Math.PI / 2 + 2 * Math.PI * t;
      return { x: q.loop.x + q.loop.r * Math.cos(angle), y: q.loop.y + q.loop.r * Math.sin(angle) };
    }
    const u = 1 - t;
    return {
      x: u * u * q.a.x + 2 * u * t * q.c.x + t * t * q.b.x,
      y: u * u * q.a.y + 2 * u * t * q.c.y + t * t * q.b.y,
    };
  }

  function angleAt(q, t) {
    const before = at(q, Math.max(0, t - 0.01)), after = at(q, Math.min(1, t + 0.01));
    return Math.atan2(after.y - before.y, after.x - before.x);
  }

  function toSegment(p, a, b) {
    const dx = b.x - a.x, dy = b.y - a.y, square = dx * dx + dy * dy;
    const t = square ? Math.max(0, Math.min(1, ((p.x - a.x) * dx + (p.y - a.y) * dy) / square)) : 0;
    return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
  }

  /** Distance in pixels from p to the curve; Infinity where it is surely beyond `limit`. */
  function distance(p, q, limit) {
    const reach = limit + (q.loop ? q.loop.r * 2.2 : 0);
    if (p.x < Math.min(q.a.x, q.b.x, q.c.x) - reach || p.x > Math.max(q.a.x, q.b.x, q.c.x) + reach) return Infinity;
    if (p.y < Math.min(q.a.y, q.b.y, q.c.y) - reach || p.y > Math.max(q.a.y, q.b.y, q.c.y) + reach) return Infinity;
    if (!q.bend && !q.loop) return toSegment(p, q.a, q.b);
    let best = Infinity, last = at(q, 0);
    for (let i = 1; i <= SAMPLES; i++) {
      const next = at(q, i / SAMPLES);
      best = Math.min(best, toSegment(p, last, next));
      last = next;
    }
    return best;
  }

  /** A set of boxes that can tell fast whether another one would overlap. */
  class Boxes {
    constructor() { this.cells = new Map(); }

    *keys(box) {
      for (let i = Math.floor(box.x / CELL); i <= Math.floor((box.x + box.w) / CELL); i++)
        for (let j = Math.floor(box.y / CELL); j <= Math.floor((box.y + box.h) / CELL); j++) yield i * 100003 + j;
    }

    add(box) {
      for (const key of this.keys(box)) {
        const cell = this.cells.get(key);
        if (cell) cell.push(box);
        else this.cells.set(key, [box]);
      }
    }

    hits(box, except) {
      for (const key of this.keys(box))
        for (const other of this.cells.get(key) ?? [])
          if ((except === undefined || other.owner !== except) && box.x < other.x + other.w && other.x < box.x + box.w &&
              box.y < other.y + other.h && other.y < box.y + box.h) return true;
      return false;
    }
  }

  /** Places round a node where its label may stand, best first. */
  function spots(node, w, h) {
    const { x, y, r } = node, gap = 3;
    return [
      { x: x - w / 2, y: y + r + gap, w, h },
      { x: x + r + gap, y: y - h / 2, w, h },
      { x: x - r - gap - w, y: y - h / 2, w, h },
      { x: x - w / 2, y: y - r - gap - h, w, h },
      { x: x + r * 0.7, y: y + r * 0.7, w, h },
      { x: x - r * 0.7 - w, y: y + r * 0.7, w, h },
      { x: x + r * 0.7, y: y - r * 0.7 - h, w, h },
      { x: x - r * 0.7 - w, y: y - r * 0.7 - h, w, h },
    ];
  }

  /** The best place for a node's label that overlaps none of the labels there are. */
  function freeSpot(node, labels) { return spots(node, node.w, node.h).find((box) => !labels.hits(box)); }

  /**
   * Greedy label placement: the most important first, no label over another, none over a node
   * unless `node.must` says that this one has to be read.
   * `nodes`: [{id, x, y, r, w, h, must}] in order of importance. Returns Map id -> box.
   */
  function placeLabels(nodes) {
    const labels = new Boxes(), shapes = new Boxes(), placed = new Map();
    for (const n of nodes) shapes.add({ x: n.x - n.r * 0.9, y: n.y - n.r * 0.9, w: n.r * 1.8, h: n.r * 1.8, owner: n.id });
    for (const n of nodes) {
      if (!n.w) continue;
      const free = spots(n, n.w, n.h).filter((box) => !labels.hits(box));
      const box = free.find((spot) => !shapes.hits(spot, n.id)) ?? (n.must ? free[0] : undefined);
      if (!box) continue;
      placed.set(n.id, box);
      labels.add(box);
    }
    return { placed, labels };
  }

  Object.assign(globalThis.citegraph, { pairs, bends, curve, loop, at, angleAt, distance, Boxes, freeSpot, placeLabels });
})();
