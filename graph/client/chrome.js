// What stands round the drawing: tool buttons, legend, preview, menu. All text is set by textContent.
(() => {
  'use strict';
  const cg = globalThis.citegraph;
  const ICONS = {
    plus: 'M12 5v14M5 12h14',
    minus: 'M5 12h14',
    fit: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
    full: 'M8 3H3v5M16 3h5v5M21 16v5h-5M3 16v5h5M9 9h6v6H9z',
    picture: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15 9h.01',
    help: 'M9.2 9a3 3 0 1 1 4.4 2.7c-1 .5-1.6 1.2-1.6 2.3M12 17.6v.1',
  };

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text !== undefined && text !== null) element.textContent = text;
    return element;
  }

  function icon(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    path.setAttribute('d', ICONS[name]);
    svg.append(path);
    return svg;
  }

  function button(className, label, act) {
    const b = make('button', className);
    b.type = 'button';
    b.title = label;
    b.setAttribute('aria-label', label);
    b.addEventListener('click', act);
    return b;
  }

  /** A column of icon buttons: [[icon, label, act]]. */
  function tools(items) {
    const bar = make('div', 'cg-tools');
    bar.setAttribute('role', 'toolbar');
    bar.setAttribute('aria-label', 'Drawing');
    for (const [name, label, act] of items) {
      const b = button('cg-tool', label, act);
      b.append(icon(name));
      bar.append(b);
    }
    return bar;
  }

  function sample(width, paint) {
    const canvas = make('canvas', 'cg-sample'), ratio = 2;
    canvas.width = width * ratio;
    canvas.height = 14 * ratio;
    canvas.style.width = `${width}px`;
    canvas.setAttribute('aria-hidden', 'true');
    const ctx = canvas.getContext('2d');
    ctx.scale(ratio, ratio);
    paint(ctx);
    return canvas;
  }

  function legendItem(item, kind, swatch, act) {
    const b = button('cg-key', `${item.label}: click to ${item.on ? 'hide' : 'show'}, Shift-click for these alone`, (event) => act('filter', { kind, value: item.value, only: event.shiftKey }));
    b.setAttribute('aria-pressed', String(item.on));
    b.setAttribute('aria-label', `${item.label}, ${item.n} shown`);
    b.dataset.value = item.value;
    b.append(swatch, make('span', 'cg-key-name', item.label), make('span', 'cg-key-n', item.n.toLocaleString('en')));
    return b;
  }

  /** The legend is the filter: each key is a switch. `legend`: {types, stances}. */
  function drawLegend(bar, legend, act, theme) {
    const focused = bar.getRootNode().activeElement?.dataset?.value;
    const types = make('div', 'cg-keys'), stances = make('div', 'cg-keys');
    for (const item of legend.types) {
      const swatch = sample(14, (ctx) => {
        cg.glyph(ctx, item.shape, 7, 7, 5);
        ctx.fillStyle = item.color;
        ctx.fill();
      });
      types.append(legendItem(item, 'entity_type', swatch, act));
    }
    for (const item of legend.stances) {
      const swatch = sample(30, (ctx) => {
        const q = cg.curve({ x: 0, y: 7 }, { x: 30, y: 7 }, 0);
        const colour = item.color ?? theme.edge;
        cg.drawEdge(ctx, { ...item, arrow: true }, q, [0, 0], { alpha: 1, colour, width: 1.8 });
      });
      stances.append(legendItem(item, 'stance', swatch, act));
    }
    for (const [group, label] of [[types, 'Kinds of entity'], [stances, 'Standing of a statement']]) {
      group.setAttribute('role', 'group');
      group.setAttribute('aria-label', label);
    }
    bar.replaceChildren(types, stances);
    if (focused) [...bar.querySelectorAll('.cg-key')].find((key) => key.dataset.value === focused)?.focus();
  }

  /** Fills the hover preview from `lines`: [[className, text]]. */
  function fillTip(tip, lines) {
    tip.replaceChildren(...lines.filter(([, text]) => text).map(([name, text]) => make('div', name, text)));
  }

  function placeNear(element, point, stage) {
    const w = element.offsetWidth, h = element.offsetHeight, room = stage.getBoundingClientRect();
    const x = point.x + 16 + w > room.width ? point.x - 16 - w : point.x + 16;
    const y = point.y + 16 + h > room.height ? room.height - h - 8 : point.y + 16;
    element.style.left = `${Math.max(6, Math.min(x, room.width - w - 6))}px`;
    element.style.top = `${Math.max(6, y)}px`;
  }

  /** Fills the menu with [[label, act, key]] and moves the focus into it; arrows walk, Escape leaves. */
  function openMenu(menu, title, items, close) {
    menu.replaceChildren(make('div', 'cg-menu-title', title));
    for (const [label, act, key] of items) {
      const b = make('button', 'cg-menu-item');
      b.type = 'button';
      b.setAttribute('role', 'menuitem');
      b.append(make('span', '', label), make('kbd', '', key ?? ''));
      b.addEventListener('click', () => { close(); act(); });
      menu.append(b);
    }
    menu.onkeydown = (event) => {
      const all = [...menu.querySelectorAll('button')], now = all.indexOf(menu.getRootNode().activeElement);
      if (event.key === 'ArrowDown') all[(now + 1) % all.length].focus();
      else if (event.key === 'ArrowUp') all[(now + all.length - 1) % all.length].focus();
      else if (event.key === 'Escape' || event.key === 'Tab') close();
      else return;
      event.preventDefault();
      event.stopPropagation();
    };
    menu.hidden = false;
    menu.querySelector('button')?.focus();
  }

  const KEYS = [
    ['Click', 'Sources of a link, card of an entity'],
    ['Double-click or E', 'Expand an entity'],
    ['Right-click or Shift-F10', 'Menu'],
    ['Shift-drag', 'Select a rectangle'],
    ['Ctrl-click', 'Add to the selection'],
    ['Arrows, + and −', 'Move and zoom'],
    ['N and Shift-N', 'Next and previous entity'],
    ['L and Shift-L', 'Next and previous link of the entity'],
    ['Delete', 'Hide what is selected'],
    ['Ctrl-Z and Ctrl-Y', 'Undo and redo'],
    ['F, P, /', 'Fit, full screen, search'],
    ['Escape', 'Clear the selection'],
  ];

  function helpCard(close) {
    const card = make('div', 'cg-help'), list = make('dl');
    card.setAttribute('role', 'dialog');
    card.setAttribute('aria-label', 'Mouse and keys');
    for (const [key, what] of KEYS) list.append(make('dt', '', key), make('dd', '', what));
    const done = button('cg-key', 'Close', close);
    done.textContent = 'Close';
    card.append(make('strong', '', 'Mouse and keys'), list, done);
    return card;
  }

  Object.assign(cg, { make, button, tools, drawLegend, fillTip, placeNear, openMenu, helpCard });
})();
