// The panel beside the drawing: sources of a statement, card of an entity, reader of a document.
// Every text comes in as data and is shown by textContent; nothing is ever read as HTML.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const { make } = cg;
  const PARTS = { source: 'subject', trigger: 'words that say so', target: 'object', claimant: 'who says it' };

  function swatch(ref) {
    const canvas = make('canvas', 'cg-sample'), ctx = canvas.getContext('2d');
    canvas.width = canvas.height = 28;
    canvas.style.width = '14px';
    canvas.setAttribute('aria-hidden', 'true');
    ctx.scale(2, 2);
    cg.glyph(ctx, ref.shape, 7, 7, 5);
    ctx.fillStyle = ref.colour;
    ctx.fill();
    return canvas;
  }

  function link(className, text, act) {
    const b = make('button', className, text);
    b.type = 'button';
    b.addEventListener('click', act);
    return b;
  }

  function entityChip(ref, act) {
    const b = link('ev-chip', null, () => act('entity', { id: ref.id }));
    b.append(swatch(ref), make('span', '', ref.name));
    return b;
  }

  function facts(pairs) {
    const list = make('dl', 'ev-facts');
    for (const [word, what] of pairs) list.append(make('dt', '', word), make('dd', '', what));
    return list;
  }

  function heading(level, text) { return make(`h${level}`, `ev-h${level}`, text); }

  /** Segments [[text, mark...]] as spans; `dress` may turn one into something to click. */
  function marked(parent, parts, dress) {
    for (const [text, ...marks] of parts) {
      const span = make(marks.length ? 'mark' : 'span', marks.map((mark) => `m-${mark.split(':')[0]}`).join(' '), text);
      dress?.(span, marks);
      parent.append(span);
    }
    return parent;
  }

  function quoteCard(quote, act) {
    const card = make('figure', `ev-quote${quote.denied ? ' ev-denied' : ''}`), words = make('blockquote');
    marked(words, quote.parts, (span, marks) => { if (marks.length) span.title = marks.map((mark) => PARTS[mark] ?? mark).join(', '); });
    const from = make('figcaption'), open = link('ev-button', 'Open in document', () => act('open', { id: quote.document, start: quote.start, end: quote.end }));
    from.append(make('span', 'ev-title', quote.title || quote.name), make('span', 'ev-dim', [quote.origin, quote.title && quote.name].filter(Boolean).join(' · ')));
    card.dataset.claim = quote.claim;
    card.append(words, from, facts(quote.facts), make('p', 'ev-dim', quote.made), open);
    return card;
  }

  function markKey(groups) {
    const used = new Set(groups.flatMap((g) => g.quotes.flatMap((q) => q.parts.flatMap(([, ...marks]) => marks))));
    const key = make('div', 'ev-key');
    for (const [mark, words] of Object.entries(PARTS)) if (used.has(mark)) key.append(make('mark', `m-${mark}`, words));
    return key;
  }

  function nearList(near, act) {
    const box = make('details', 'ev-near');
    box.open = near.length <= 4;
    box.append(make('summary', '', `${near.length} more ${near.length === 1 ? 'link' : 'links'} at this spot`));
    for (const other of near) {
      const b = link('ev-row', null, () => act('edge', { id: other.id, near: near.map((x) => x.id) }));
      b.append(make('span', other.denied ? 'ev-denied-text' : '', other.text));
      box.append(b);
    }
    return box;
  }

  function drawEdge(root, panel, act) {
    const line = make('div', 'ev-statement'), arrow = make('span', `ev-arrow${panel.denied ? ' ev-denied-text' : ''}`, panel.label);
    line.append(entityChip(panel.subject, act), arrow, entityChip(panel.object, act));
    if (panel.definition) arrow.title = panel.definition;
    const stance = panel.stance.charAt(0).toUpperCase() + panel.stance.slice(1);
    root.append(line, make('p', 'ev-stance', stance));
    root.append(make('p', 'ev-dim', [panel.sources, `confidence ${panel.confidence}`, panel.inferred && 'inferred'].filter(Boolean).join(' · ')));
    for (const conflict of panel.conflicts) root.append(make('p', 'ev-warning', conflict));
    if (panel.near?.length) root.append(nearList(panel.near, act));
    root.append(markKey(panel.groups));
    for (const group of panel.groups) {
      const part = make('section', 'ev-group');
      part.append(heading(4, group.title));
      for (const reason of group.reasons) part.append(make('p', 'ev-dim', reason));
      for (const quote of group.quotes) part.append(quoteCard(quote, act));
      root.append(part);
    }
    if (panel.hidden) root.append(make('p', 'ev-dim', `${panel.hidden} more quotes: export the graph to read them all.`));
  }

  /** One line: the other entity, and how the statement stands; the quote on hover. */
  function linkRow(item, act) {
    const b = link('ev-row ev-line', null, () => act('edge', { id: item.edge }));
    const plain = item.stance === 'told as fact' ? '' : item.stance;
    b.title = item.hint;
    b.append(swatch(item.other), make('span', item.denied ? 'ev-grow ev-denied-text' : 'ev-grow', item.other.name), make('span', 'ev-dim', [plain, item.sources.startsWith('1 document') ? '' : item.sources].filter(Boolean).join(' · ')));
    return b;
  }

  function fold(title, count, open) {
    const box = make('details', 'ev-fold'), head = make('summary');
    head.append(make('span', '', title), make('span', 'ev-count', count));
    box.append(head);
    box.open = open;
    return box;
  }

  function mentionRow(item, act) {
    const b = link('ev-row', null, () => act('open', { id: item.document, start: item.start, end: item.end })), words = make('span', 'ev-context');
    words.append(make('span', '', `…${item.before}`), make('mark', 'm-entity', item.text), make('span', '', `${item.after}…`));
    b.append(words, make('span', 'ev-dim', `${item.name} · ${item.kind}`));
    return b;
  }

  function drawEntity(root, panel, act) {
    const head = make('div', 'ev-statement');
    head.append(swatch(panel.entity), make('span', 'ev-name', panel.entity.name));
    root.append(head, make('p', 'ev-dim', panel.type), facts(panel.facts));
    root.append(actionButtons(panel, act));
    const all = panel.groups.reduce((sum, group) => sum + group.links.length, 0);
    for (const group of panel.groups) {
      const part = fold(group.title, group.links.length + group.hidden, all <= 80);
      for (const item of group.links) part.append(linkRow(item, act));
      if (group.hidden) part.append(make('p', 'ev-dim', `${group.hidden} more: see the table.`));
      root.append(part);
    }
    const mentions = fold('Mentions in the text', panel.mentions.length + panel.hidden, all <= 8);
    for (const item of panel.mentions) mentions.append(mentionRow(item, act));
    const documents = fold('Documents', panel.documents.length, false);
    for (const [id, name, count] of panel.documents) {
      const b = link('ev-row', null, () => act('open', { id }));
      b.append(make('span', 'ev-title', name), make('span', 'ev-dim', count));
      documents.append(b);
    }
    root.append(mentions, documents);
  }

  function statementRow(item, act) {
    const b = link('ev-row', null, () => act('edge', { id: item.edge }));
    b.append(make('span', item.denied ? 'ev-title ev-denied-text' : 'ev-title', item.text), make('span', 'ev-dim', `${item.stance} · ${item.sources}`), make('span', 'ev-hint', item.hint));
    return b;
  }

  function actionButtons(panel, act) {
    const buttons = make('div', 'ev-buttons');
    for (const [words, type] of panel.actions ?? []) buttons.append(link('ev-button', words, () => act(type, { nodes: panel.ids ?? [panel.id] })));
    return buttons;
  }

  function drawList(root, panel, act) {
    root.append(heading(3, panel.title));
    if (panel.note) root.append(make('p', 'ev-dim', panel.note));
    root.append(facts(panel.facts), actionButtons(panel, act));
    if (panel.entities.length) {
      const chips = make('div', 'ev-chips');
      for (const ref of panel.entities) chips.append(entityChip(ref, act));
      root.append(heading(4, panel.entities_title), chips);
    }
    for (const group of panel.groups) {
      root.append(heading(4, group.title));
      for (const item of group.statements) root.append(statementRow(item, act));
    }
  }

  function dressWord(span, marks, act) {
    const [kind, id, type] = (marks.find((m) => m.startsWith('entity:')) ?? marks.find((m) => m.startsWith('claim:')) ?? '').split(':');
    if (kind === 'entity') span.dataset.type = type;
    if (marks.some((m) => m.startsWith('masked'))) span.title = 'Left out: not part of the article';
    if (!kind) return;
    span.tabIndex = 0;
    span.setAttribute('role', 'link');
    span.dataset[kind] = id;
    const go = () => act(kind === 'entity' ? 'entity' : 'edge', { id });
    span.addEventListener('click', go);
    span.addEventListener('keydown', (event) => { if (event.key === 'Enter') go(); });
  }

  /** The nearest box round an element that scrolls, out of a shadow root too. */
  function scrollerOf(element) {
    for (let at = element; at; at = at.assignedSlot ?? at.parentElement ?? at.getRootNode().host)
      if (at !== element && /auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
    return null;
  }

  /** Scrolls the panel, and not the page, to the place that was asked for. */
  function showPlace(place) {
    const box = place && scrollerOf(place);
    if (box) box.scrollTop += place.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
  }

  function showTop(root) {
    const box = scrollerOf(root);
    if (box) box.scrollTop = 0;
  }

  function drawDocument(root, panel, act) {
    root.append(heading(3, panel.title || panel.name), make('p', 'ev-dim', [panel.origin, panel.name].filter(Boolean).join(' · ')));
    const key = make('div', 'ev-key');
    key.append(make('mark', 'm-entity', `${panel.n_mentions} mentions`), make('mark', 'm-claim', `${panel.n_claims} statements`), make('mark', 'm-masked', 'left out'));
    const text = make('div', 'ev-text');
    marked(text, panel.parts, (span, marks) => dressWord(span, marks, act));
    root.append(key);
    if (panel.start > 0) root.append(link('ev-button', 'Earlier', () => act('open', { id: panel.id, start: Math.max(0, panel.start - 1000), end: panel.start })));
    root.append(text);
    if (panel.end < panel.length) root.append(link('ev-button', 'Later', () => act('open', { id: panel.id, start: panel.end, end: panel.end + 1 })));
    requestAnimationFrame(() => showPlace(text.querySelector('.m-place')));
  }

  const DRAW = { edge: drawEdge, entity: drawEntity, document: drawDocument, list: drawList };

  /** Shows a panel in `root`; `act(type, payload)` is told what is clicked: open, entity, edge, … */
  function drawPanel(root, panel, act) {
    root.classList.add('ev');
    root.replaceChildren();
    if (panel?.back) root.append(link('ev-button ev-back', '← Back', () => act('back', {})));
    if (panel) DRAW[panel.kind](root, panel, act);
    if (!root.querySelector('.m-place')) showTop(root);
  }

  Object.assign(cg, { drawPanel });
})();
