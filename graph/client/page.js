// The exported page: the same canvas and the same panel, with the filters and the search done here.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const data = JSON.parse(document.getElementById('data').textContent);
  const panelRoot = document.getElementById('panel'), find = document.getElementById('find');
  const off = { entity_type: new Set(), stance: new Set() }, hidden = new Set(), trail = [];
  const typeOf = new Map(data.nodes.map((node) => [node.id, node.type]));
  let looking = null;

  function passes(edge) {
    return ![edge.from, edge.to].some((id) => hidden.has(id) || off.entity_type.has(typeOf.get(id))) && !off.stance.has(edge.stance);
  }

  function shownData() {
    const edges = data.edges.filter(passes), linked = new Set(edges.flatMap((edge) => [edge.from, edge.to]));
    const nodes = data.nodes.filter((node) => linked.has(node.id));
    const count = (list, field, value) => list.filter((item) => item[field] === value).length;
    const types = data.legend.types.map((key) => ({ ...key, n: count(nodes, 'type', key.value), on: !off.entity_type.has(key.value) }));
    const stances = data.legend.stances.map((key) => ({ ...key, n: count(edges, 'stance', key.value), on: !off.stance.has(key.value) }));
    const caption = `${nodes.length.toLocaleString('en')} of ${data.n_nodes} entities · ${edges.length.toLocaleString('en')} of ${data.n_edges} statements`;
    return { nodes, edges, legend: { types, stances }, caption };
  }

  function toggle({ kind, value, only }) {
    const keys = (kind === 'stance' ? data.legend.stances : data.legend.types).map((key) => key.value), set = off[kind];
    if (only) keys.forEach((key) => (key === value ? set.delete(key) : set.add(key)));
    else if (set.has(value)) set.delete(value);
    else if (set.size < keys.length - 1) set.add(value);
    canvas.setData(shownData());
  }

  function panelOf(look) {
    if (!look) return data.overview;
    if (look.document) return { ...data.documents[look.document.id], place: look.document };
    const near = (look.near ?? []).filter((id) => data.statements[id]).map((id) => ({ id, ...brief(id) }));
    if (look.edge) return { ...data.statements[look.edge], near };
    return data.entities[look.entity];
  }

  function brief(id) {
    const panel = data.statements[id];
    return { text: `${panel.subject.name} ${panel.label} ${panel.object.name}`, denied: panel.denied };
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

  function show(look, { keep = true, mark = true } = {}) {
    if (keep) trail.push(looking);
    looking = look;
    const panel = withPlace(panelOf(look));
    cg.drawPanel(panelRoot, panel && { ...panel, back: trail.length > 0 }, act);
    if (mark && look?.edge) canvas.show({ edges: [look.edge] });
    if (mark && look?.entity) canvas.show({ nodes: [look.entity] });
  }

  const ACTS = {
    select: ({ nodes, edges, near }) => {
      const look = nodes.length ? { entity: nodes[0] } : edges.length ? { edge: edges[0], near } : null;
      show(look, { mark: false });
    },
    entity: ({ id }) => data.entities[id] && show({ entity: id }),
    edge: ({ id, near }) => data.statements[id] && show({ edge: id, near: (near ?? []).filter((other) => other !== id) }),
    open: ({ id, start, end }) => data.documents[id] && show({ ...looking, document: { id, start, end } }),
    back: () => show(trail.pop() ?? null, { keep: false }),
    filter: toggle,
    hide: ({ nodes }) => { nodes.forEach((id) => hidden.add(id)); canvas.setData(shownData()); show(null); },
    undo: () => { hidden.clear(); canvas.setData(shownData()); },
  };

  function act(type, payload) { ACTS[type]?.(payload); }

  const canvas = new cg.Canvas(document.getElementById('canvas'), {
    act, search: () => find.focus(),
    nodeMenu: [['Select neighbours', 'neighbours'], ['Hide', 'hide', 'Del']], edgeMenu: [['Show sources', 'sources']],
  }, { moved: new Map(), camera: null });

  const names = document.getElementById('names');
  for (const node of [...data.nodes].sort((a, b) => b.weight - a.weight)) names.append(Object.assign(document.createElement('option'), { value: node.label }));
  find.addEventListener('change', () => {
    const wanted = find.value.trim().toLowerCase();
    const hit = wanted && (data.nodes.find((node) => node.label.toLowerCase() === wanted) ?? data.nodes.find((node) => node.label.toLowerCase().includes(wanted)));
    if (hit) { hidden.delete(hit.id); off.entity_type.delete(hit.type); canvas.setData(shownData()); show({ entity: hit.id }); find.value = ''; }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => canvas.setData(shownData()));
  canvas.setData(shownData());
  show(null, { keep: false });
})();
