// What a page without a server does itself: filters, and the panel of whatever is looked at.
(() => {
  'use strict';
  const cg = globalThis.citegraph;

  /** The legend as a filter over `data`: what is switched off or hidden is left out. */
  function sieve(data) {
    const off = { entity_type: new Set(), stance: new Set() }, hidden = new Set();
    const typeOf = new Map(data.nodes.map((node) => [node.id, node.type]));
    const isOut = (id) => hidden.has(id) || off.entity_type.has(typeOf.get(id));

    function shown(nodes, edges, linkedOnly) {
      edges = edges.filter((edge) => !isOut(edge.from) && !isOut(edge.to) && !off.stance.has(edge.stance));
      const linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
      nodes = nodes.filter((node) => !isOut(node.id) && (!linkedOnly || linked.has(node.id)));
      const count = (list, field, value) => list.filter((item) => item[field] === value).length;
      const types = data.legend.types.map((key) => ({ ...key, n: count(nodes, 'type', key.value), on: !off.entity_type.has(key.value) }));
      const stances = data.legend.stances.map((key) => ({ ...key, n: count(edges, 'stance', key.value), on: !off.stance.has(key.value) }));
      return { nodes, edges, legend: { types, stances } };
    }

    function toggle({ kind, value, only }) {
      const keys = (kind === 'stance' ? data.legend.stances : data.legend.types).map((key) => key.value), set = off[kind];
      if (only) keys.forEach((key) => (key === value ? set.delete(key) : set.add(key)));
      else if (set.has(value)) set.delete(value);
      else if (set.size < keys.length - 1) set.add(value);
    }

    return { off, hidden, shown, toggle };
  }

  /** Marks the place that was asked for; it is counted in code points, as Python counts. */
  function withPlace(panel) {
    if (!panel?.place || panel.place.start === undefined) return panel;
    const { start, end } = panel.place, parts = [];
    let at = panel.start;
    for (const [text, ...marks] of panel.parts) {
      const signs = [...text], cut = (p) => Math.max(0, Math.min(signs.length, p - at)), [from, to] = [cut(start), cut(end)];
      for (const [piece, more] of [[signs.slice(0, from), []], [signs.slice(from, to), ['place']], [signs.slice(to), []]])
        if (piece.length) parts.push([piece.join(''), ...marks, ...more]);
      at += signs.length;
    }
    return { ...panel, parts };
  }

  /**
   * The panel in `root`: shows sources, cards and documents of `data`, and remembers the way back.
   * `mark({nodes, edges})` marks on the canvas what the panel is about.
   */
  function looking(data, root, mark) {
    let trail = [], now = null;

    function brief(id) {
      const panel = data.statements[id];
      return { text: `${panel.subject.name} ${panel.label} ${panel.object.name}`, denied: panel.denied };
    }

    function panelOf(look) {
      if (!look) return data.overview;
      if (look.document) return { ...data.documents[look.document.id], place: look.document };
      const near = (look.near ?? []).filter((id) => data.statements[id]).map((id) => ({ id, ...brief(id) }));
      return look.edge ? { ...data.statements[look.edge], near } : data.entities[look.entity];
    }

    function show(look, { keep = true, marked = true } = {}) {
      if (keep) trail.push(now);
      now = look;
      const panel = withPlace(panelOf(look));
      cg.drawPanel(root, panel && { ...panel, back: trail.length > 0 }, act);
      if (marked && look?.edge) mark({ edges: [look.edge] });
      if (marked && look?.entity) mark({ nodes: [look.entity] });
    }

    /** Forgets what was looked at before. */
    function restart(look, options) { trail = []; show(look, { keep: false, ...options }); }

    const ACTS = {
      select: ({ nodes, edges, near }) => show(nodes.length ? { entity: nodes[0] } : edges.length ? { edge: edges[0], near } : null, { marked: false }),
      entity: ({ id }) => data.entities[id] && show({ entity: id }),
      edge: ({ id, near }) => data.statements[id] && show({ edge: id, near: (near ?? []).filter((other) => other !== id) }),
      open: ({ id, start, end }) => data.documents[id] && show({ ...now, document: { id, start, end } }),
      back: () => show(trail.pop() ?? null, { keep: false }),
    };

    function act(type, payload) { ACTS[type]?.(payload); }

    return { act, show, restart };
  }

  Object.assign(cg, { sieve, looking });
})();
