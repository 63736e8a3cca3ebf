// The exported page: the same canvas and the same panel, with the filters and the search done here.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const data = JSON.parse(document.getElementById('data').textContent);
  const find = document.getElementById('find'), sieve = cg.sieve(data);
  const panel = cg.looking(data, document.getElementById('panel'), (what) => canvas.show(what));

  function draw() {
    const shown = sieve.shown(data.nodes, data.edges, true), { nodes, edges } = shown;
    const caption = `${nodes.length.toLocaleString('en')} of ${data.n_nodes} entities · ${edges.length.toLocaleString('en')} of ${data.n_edges} statements`;
    canvas.setData({ ...shown, caption });
  }

  const ACTS = {
    filter: (key) => { sieve.toggle(key); draw(); },
    hide: ({ nodes }) => { nodes.forEach((id) => sieve.hidden.add(id)); draw(); panel.show(null); },
    undo: () => { sieve.hidden.clear(); draw(); },
  };

  const canvas = new cg.Canvas(document.getElementById('canvas'), {
    act: (type, payload) => (ACTS[type] ? ACTS[type](payload) : panel.act(type, payload)), search: () => find.focus(),
    nodeMenu: [['Select neighbours', 'neighbours'], ['Hide', 'hide', 'Del']], edgeMenu: [['Show sources', 'sources']],
  }, { moved: new Map(), camera: null });

  const names = document.getElementById('names');
  for (const node of [...data.nodes].sort((a, b) => b.weight - a.weight)) names.append(Object.assign(document.createElement('option'), { value: node.label }));
  find.addEventListener('change', () => {
    const wanted = find.value.trim().toLowerCase();
    const hit = wanted && (data.nodes.find((node) => node.label.toLowerCase() === wanted) ?? data.nodes.find((node) => node.label.toLowerCase().includes(wanted)));
    if (hit) { sieve.hidden.delete(hit.id); sieve.off.entity_type.delete(hit.type); draw(); panel.show({ entity: hit.id }); find.value = ''; }
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  draw();
  panel.restart(null);
})();
