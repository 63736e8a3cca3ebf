// The map: outlines once, links and spots from data. Every text is set by textContent.
const SVG = 'http://www.w3.org/2000/svg';
const STANCES = { fact: 'told as fact', reported: 'reported', possible: 'possible or planned', denied: 'denied' };
const BENDS = { fact: 0.16, reported: 0.24, possible: 0.32, denied: 0.09 };
const ICONS = {
  in: 'M8 3V13M3 8H13', out: 'M3 8H13', fit: 'M3 6V3H6M10 3H13V6M13 10V13H10M6 13H3V10',
  world: 'M2.5 8A5.5 5.5 0 1 0 13.5 8A5.5 5.5 0 1 0 2.5 8M2.5 8H13.5M8 2.5C5 5 5 11 8 13.5C11 11 11 5 8 2.5',
};
const [MIN_ZOOM, MAX_ZOOM] = [0.6, 60];
const ROOM = 90; // pixels left free round what is fitted, for names and tools

function svg(name, className, parent) {
  const element = document.createElementNS(SVG, name);
  if (className) element.setAttribute('class', className);
  parent?.append(element);
  return element;
}

function html(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

class Atlas {
  constructor(root) {
    this.root = root;
    this.svg = svg('svg', 'map-svg', root);
    this.svg.setAttribute('role', 'group');
    this.svg.setAttribute('aria-label', 'Map of countries and places with the statements between them');
    this.world = svg('g', '', this.svg);
    this.lines = svg('g', '', this.svg);
    this.spots = svg('g', '', this.svg);
    this.view = { x: 0, y: 0, k: 1 };
    this.tools();
    this.key();
    this.tip = html('div', 'map-tip');
    this.tip.hidden = true;
    this.empty = html('div', 'map-empty', 'Nothing on the map passes these filters.');
    root.append(this.tip, this.empty);
    this.listen();
    this.land();
  }

  tools() {
    const box = html('div', 'map-tools');
    for (const [icon, name, act] of [['in', 'Zoom in (+)', () => this.zoom(1.5)], ['out', 'Zoom out (−)', () => this.zoom(1 / 1.5)], ['fit', 'Fit to what is told (F)', () => this.fit(this.data.frame)], ['world', 'Whole world', () => this.fit(this.data.world)]]) {
      const button = html('button'), drawing = svg('svg', '', button), path = svg('path', '', drawing);
      for (const [what, value] of [['width', 16], ['height', 16], ['aria-hidden', 'true']]) drawing.setAttribute(what, value);
      for (const [what, value] of [['d', ICONS[icon]], ['fill', 'none'], ['stroke', 'currentColor'], ['stroke-width', 1.4]]) path.setAttribute(what, value);
      button.type = 'button';
      button.title = name;
      button.setAttribute('aria-label', name);
      button.addEventListener('click', act);
      box.append(button);
    }
    this.root.append(box);
  }

  key() {
    const box = html('div', 'map-key');
    for (const [stance, words] of Object.entries(STANCES)) {
      const line = html('span'), sample = svg('svg', '');
      sample.setAttribute('width', '34');
      sample.setAttribute('height', '10');
      sample.setAttribute('aria-hidden', 'true');
      const path = svg('path', `map-flow map-${stance}`, sample);
      path.setAttribute('d', 'M1 5H33');
      path.setAttribute('stroke-width', '2.4');
      if (stance === 'denied') this.strike(sample, { x: 17, y: 5 }, 0, stance);
      line.append(sample, html('span', '', words));
      box.append(line);
    }
    this.root.append(box);
  }

  land() {
    for (const [code, d] of Object.entries(globalThis.citegraphWorld ?? {})) {
      const path = svg('path', 'map-land', this.world);
      path.setAttribute('d', d);
      path.dataset.code = code;
    }
    this.landed = this.world.childElementCount > 0;
  }

  listen() {
    const { svg: stage } = this;
    stage.addEventListener('wheel', (event) => { event.preventDefault(); this.zoom(Math.exp(-event.deltaY * 0.0016), this.at(event)); }, { passive: false });
    let from = null;
    stage.addEventListener('pointerdown', (event) => { from = { ...this.at(event), view: { ...this.view } }; this.moved = false; });
    stage.addEventListener('pointermove', (event) => {
      if (!from) return;
      const { x, y } = this.at(event);
      if (Math.hypot(x - from.x, y - from.y) > 4 && !this.moved) { this.moved = true; stage.setPointerCapture(event.pointerId); stage.classList.add('map-moving'); }
      if (this.moved) { this.view = { ...from.view, x: from.view.x + x - from.x, y: from.view.y + y - from.y }; this.place(); }
    });
    const end = () => { from = null; stage.classList.remove('map-moving'); };
    stage.addEventListener('pointerup', end);
    stage.addEventListener('pointercancel', end);
    stage.addEventListener('click', (event) => this.click(event));
    stage.addEventListener('mousemove', (event) => this.hover(event));
    stage.addEventListener('mouseleave', () => this.hover(null));
    stage.addEventListener('keydown', (event) => this.press(event));
    new ResizeObserver(() => { if (this.data) this.resize(); }).observe(this.root);
  }

  at(event) {
    const box = this.svg.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  target(event) {
    const at = event.composedPath()[0]?.closest?.('[data-code], [data-spot], [data-flow]');
    if (!at) return null;
    if (at.dataset.flow) return { type: 'flow', id: at.dataset.flow };
    const id = at.dataset.spot ?? at.dataset.code;
    return this.known.has(id) ? { type: 'spot', id } : null;
  }

  click(event) {
    const target = this.moved ? null : this.target(event);
    this.moved = false;
    this.hover(null);
    if (target) this.tell(target);
  }

  press(event) {
    const step = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[event.key];
    const target = event.key === 'Enter' || event.key === ' ' ? this.target(event) : null;
    if (target) this.tell(target);
    else if (event.key === '+') this.zoom(1.5);
    else if (event.key === '-') this.zoom(1 / 1.5);
    else if (event.key === 'f') this.fit(this.data.frame);
    else if (step) { this.view.x += step[0]; this.view.y += step[1]; this.place(); } else return;
    event.preventDefault();
  }

  hover(event) {
    const target = event && this.target(event);
    const id = target ? `${target.type}:${target.id}` : '';
    if (id !== this.over) { this.over = id; this.dim(target); }
    this.tip.hidden = !target;
    if (!target) return;
    const { x, y } = this.at(event), { clientWidth: w, clientHeight: h } = this.root;
    const { offsetWidth: tw, offsetHeight: th } = this.tip;
    this.tip.style.left = `${Math.max(6, Math.min(x + 14, w - tw - 6))}px`;
    this.tip.style.top = `${y + 18 + th > h ? y - th - 12 : y + 18}px`;
  }

  dim(target) {
    const flow = target?.type === 'flow' && this.flows.get(target.id);
    const spot = target?.type === 'spot' && this.known.get(target.id);
    for (const { data, group } of this.flows.values()) {
      const on = !target || data.id === target.id || (spot && (data.source === spot.key || data.target === spot.key));
      group.classList.toggle('map-dim', !on);
    }
    const about = flow ? flow.data : spot;
    if (!about) return;
    this.tip.replaceChildren(html('strong', '', about.title), html('span', '', about.note));
    if (about.hint) this.tip.append(html('span', '', about.hint));
  }

  /** New data: draws links and spots anew; where the user looks stays. */
  show(data, tell) {
    this.tell = tell;
    const first = !this.data;
    if (!this.landed) this.land();
    this.data = data;
    this.known = new Map(data.spots.map((spot) => [spot.key, spot]));
    this.empty.hidden = data.spots.some((spot) => spot.n);
    this.paint();
    this.drawSpots();
    this.drawFlows();
    if (first) this.resize();
    else this.place();
  }

  resize() {
    const { clientWidth: w, clientHeight: h } = this.root;
    if (!w || !h || (w === this.width && h === this.height)) return;
    Object.assign(this, { width: w, height: h });
    this.fit(this.data.frame);
  }

  paint() {
    for (const path of this.world.children) {
      const spot = this.known.get(path.dataset.code);
      path.setAttribute('class', spot?.n ? `map-land map-told${this.data.lit === spot.key ? ' map-lit' : ''}` : 'map-land');
      if (spot?.n) path.style.setProperty('--tint', `${Math.round(8 + 28 * spot.share)}%`);
    }
  }

  drawSpots() {
    this.spots.replaceChildren();
    for (const spot of this.data.spots) {
      const about = spot.about ? ' map-about' : '', lit = this.data.lit === spot.key ? ' map-lit' : '';
      spot.group = svg('g', `map-spot map-${spot.type}${about}${lit}`, this.spots);
      spot.r = 3 + 5 * Math.sqrt(spot.share);
      if (spot.type === 'country') svg('circle', 'map-mark', spot.group).setAttribute('r', spot.r);
      else svg('path', 'map-mark', spot.group).setAttribute('d', `M0 ${-spot.r - 1}L${spot.r + 1} ${spot.r}H${-spot.r - 1}Z`);
      spot.label = svg('text', 'map-label', spot.group);
      spot.label.textContent = spot.name;
      spot.group.dataset.spot = spot.key;
      spot.group.setAttribute('tabindex', '0');
      spot.group.setAttribute('role', 'button');
      spot.group.setAttribute('aria-label', `${spot.title}: ${spot.note}`);
    }
  }

  drawFlows() {
    this.lines.replaceChildren();
    this.flows = new Map();
    for (const data of this.data.flows) {
      const group = svg('g', `map-line${this.data.lit === data.id ? ' map-lit' : ''}`, this.lines);
      const line = svg('path', `map-flow map-${data.stance}`, group), hit = svg('path', 'map-hit', group);
      line.setAttribute('stroke-width', data.width);
      hit.dataset.flow = data.id;
      const head = data.directed ? svg('path', `map-head map-${data.stance}`, group) : null;
      const bars = data.stance === 'denied' ? svg('g', '', group) : null;
      this.flows.set(data.id, { data, group, line, hit, head, bars });
    }
  }

  strike(parent, at, angle, stance) {
    for (const off of [-2.5, 2.5]) {
      const bar = svg('path', `map-flow map-${stance}`, parent);
      bar.setAttribute('d', `M${off} -5L${off} 5`);
      bar.setAttribute('stroke-width', '1.8');
      bar.setAttribute('transform', `translate(${at.x} ${at.y}) rotate(${angle})`);
    }
  }

  zoom(factor, at = { x: this.width / 2, y: this.height / 2 }) {
    const k = Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, this.view.k * factor)), by = k / this.view.k;
    this.view = { k, x: at.x - (at.x - this.view.x) * by, y: at.y - (at.y - this.view.y) * by };
    this.place();
  }

  fit([left, top, right, bottom]) {
    const k = Math.min((this.width - ROOM) / (right - left), (this.height - ROOM) / (bottom - top));
    this.view = { k, x: this.width / 2 - (k * (left + right)) / 2, y: this.height / 2 - (k * (top + bottom)) / 2 };
    this.place();
  }

  /** Puts everything where the view says; marks and text keep their size. */
  place() {
    const { x, y, k } = this.view;
    this.world.setAttribute('transform', `translate(${x} ${y}) scale(${k})`);
    for (const spot of this.data.spots) {
      spot.sx = x + k * spot.x;
      spot.sy = y + k * spot.y;
      spot.group.setAttribute('transform', `translate(${spot.sx} ${spot.sy})`);
    }
    for (const flow of this.flows.values()) this.bendFlow(flow);
    this.labels();
  }

  bendFlow({ data, line, hit, head, bars }) {
    const a = this.known.get(data.source), b = this.known.get(data.target);
    const dx = b.sx - a.sx, dy = b.sy - a.sy, length = Math.hypot(dx, dy) || 1;
    const bend = Math.min(BENDS[data.stance] * length, 150);
    const c = { x: (a.sx + b.sx) / 2 + (dy / length) * 2 * bend, y: (a.sy + b.sy) / 2 - (dx / length) * 2 * bend };
    const inX = b.sx - c.x, inY = b.sy - c.y, inLength = Math.hypot(inX, inY) || 1;
    const gap = b.r + (head ? 9 : 2), end = { x: b.sx - (inX / inLength) * gap, y: b.sy - (inY / inLength) * gap };
    const d = `M${a.sx} ${a.sy}Q${c.x} ${c.y} ${end.x} ${end.y}`;
    line.setAttribute('d', d);
    hit.setAttribute('d', d);
    const size = 6 + data.width;
    head?.setAttribute('d', `M${size} 0L${-size * 0.5} ${size * 0.55}V${-size * 0.55}Z`);
    head?.setAttribute('transform', `translate(${end.x} ${end.y}) rotate(${(Math.atan2(inY, inX) * 180) / Math.PI})`);
    if (!bars) return;
    bars.replaceChildren();
    const middle = { x: (a.sx + 2 * c.x + end.x) / 4, y: (a.sy + 2 * c.y + end.y) / 4 };
    this.strike(bars, middle, (Math.atan2(end.y - a.sy, end.x - a.sx) * 180) / Math.PI, data.stance);
  }

  /** The weightiest names first; none over another, nor over a mark. */
  labels() {
    const taken = this.data.spots.map((s) => ({ x: s.sx - s.r, y: s.sy - s.r, w: 2 * s.r, h: 2 * s.r }));
    for (const spot of this.data.spots) {
      const w = (spot.wide ??= spot.label.getComputedTextLength() || spot.name.length * 7), h = 15;
      const sides = [[spot.r + 4, -h / 2], [-spot.r - 4 - w, -h / 2], [-w / 2, -spot.r - 3 - h], [-w / 2, spot.r + 3]];
      const side = sides.find(([ox, oy]) => !taken.some((t) => spot.sx + ox < t.x + t.w && t.x < spot.sx + ox + w && spot.sy + oy < t.y + t.h && t.y < spot.sy + oy + h));
      spot.label.style.display = side && spot.sx > -w && spot.sx < this.width + w ? '' : 'none';
      if (!side) continue;
      spot.label.setAttribute('x', side[0]);
      spot.label.setAttribute('y', side[1] + 12);
      taken.push({ x: spot.sx + side[0], y: spot.sy + side[1], w, h });
    }
  }
}

function mount(root, component, tries = 0) {
  if (!globalThis.citegraphWorld && tries < 200) {
    setTimeout(() => mount(root, root.component, tries + 1), 50);
    return;
  }
  root.atlas ??= new Atlas(root);
  const text = JSON.stringify(component.data);
  if (root.shown === text) return;
  root.shown = text;
  root.atlas.show(JSON.parse(text), (event) => root.component.setTriggerValue('event', event));
}

export default function (component) {
  const root = component.parentElement.querySelector('.map-root');
  root.component = component;
  mount(root, component);
}
