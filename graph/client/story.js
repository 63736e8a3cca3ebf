// Scenes to show: the canvas, beside it title and text, keys to go on. Nodes never change places:
// all scenes share one layout, only the camera moves and what is not part of a scene is left out.
(() => {
  'use strict';
  const cg = globalThis.citegraph, { make } = cg;
  const TRAVEL = 900; // milliseconds from one scene to the next
  const STEPS = { ArrowRight: 1, PageDown: 1, ' ': 1, ArrowLeft: -1, PageUp: -1 };

  class Story {
    /**
     * @param root Empty element to fill.
     * @param data Of `story_data`.
     * @param host {at: id of the first scene, onScene(id), leave()}.
     */
    constructor(root, data, host) {
      Object.assign(this, { root, data, host, sieve: cg.sieve(data) });
      this.buildPage();
      this.panel = cg.looking(data, this.sources, (what) => this.canvas.show(what));
      this.canvas = new cg.Canvas(this.stage, {
        act: (type, payload) => (type === 'filter' ? this.filter(payload) : this.panel.act(type, payload)),
        nodeMenu: [['Select neighbours', 'neighbours']], edgeMenu: [['Show sources', 'sources']],
      }, { moved: new Map(), camera: null });
      this.canvas.fullScreen = () => this.fullScreen();
      this.canvas.setData(this.sieve.shown(data.nodes, data.edges)); // measures the whole layout
      this.onKey = (event) => this.key(event);
      window.addEventListener('keydown', this.onKey, true);
      this.go(Math.max(0, data.scenes.findIndex((scene) => scene.id === host.at)), false);
      root.story = this;
    }

    buildPage() {
      this.stage = make('div', 'story-stage');
      this.title = make('h1', 'story-title');
      this.text = make('p', 'story-text');
      this.count = make('span', 'story-count');
      this.sources = make('div', 'story-sources');
      const step = (label, sign, by) => {
        const b = cg.button('story-step', label, () => this.go(this.at + by));
        b.textContent = sign;
        return b;
      };
      this.before = step('Previous scene (left arrow, Page Up)', '‹', -1);
      this.after = step('Next scene (right arrow, space, Page Down)', '›', 1);
      const bar = make('nav', 'story-bar'), words = make('div', 'story-words'), side = make('aside', 'story-side');
      const leave = cg.button('story-step story-leave', 'Leave (Escape)', () => this.leave());
      leave.textContent = '×';
      bar.append(this.before, this.count, this.after, ...(this.host.leave ? [leave] : []));
      words.append(this.title, this.text);
      words.setAttribute('aria-live', 'polite');
      this.sources.setAttribute('aria-label', 'Sources');
      side.append(bar, words, this.sources);
      this.root.classList.add('story');
      this.root.replaceChildren(this.stage, side);
    }

    /** Shows a scene by its place; beyond the last one and before the first one nothing happens. */
    go(place, travel = true) {
      const scene = this.data.scenes[place];
      if (!scene) return;
      this.at = place;
      this.title.textContent = scene.title;
      this.text.textContent = scene.text;
      this.text.hidden = !scene.text;
      this.count.textContent = `${place + 1} / ${this.data.scenes.length}`;
      this.before.disabled = !place;
      this.after.disabled = place === this.data.scenes.length - 1;
      this.draw();
      this.point(scene, travel && TRAVEL);
      this.host.onScene?.(scene.id);
    }

    draw() {
      const scene = this.data.scenes[this.at], inNodes = new Set(scene.nodes), inEdges = new Set(scene.edges);
      const part = (list, ids) => list.filter((item) => ids.has(item.id));
      this.canvas.setData(this.sieve.shown(part(this.data.nodes, inNodes), part(this.data.edges, inEdges)));
    }

    point(scene, travel) {
      const known = (kind) => scene.marked[kind].filter((id) => this.canvas[kind].has(id));
      const nodes = known('nodes'), edges = known('edges');
      this.canvas.mark(nodes, edges);
      const look = edges.length ? { edge: edges[0] } : nodes.length ? { entity: nodes[0] } : null;
      this.panel.restart(look, { marked: false });
      if (scene.camera) this.canvas.look(scene.camera, travel);
      else this.canvas.fit(travel);
    }

    filter(key) { this.sieve.toggle(key); this.draw(); }

    key(event) {
      const target = event.composedPath()[0], within = (what) => target.closest?.(what);
      if (event.ctrlKey || event.altKey || event.metaKey || within('input, textarea, select, .cg-menu, .cg-help')) return;
      if (event.key === ' ' && within('button, summary, [role="link"]')) return;
      const by = event.key === ' ' && event.shiftKey ? -1 : STEPS[event.key];
      if (by) this.go(this.at + by);
      else if (event.key === 'Home') this.go(0);
      else if (event.key === 'End') this.go(this.data.scenes.length - 1);
      else if (event.key === 'Escape') this.leave();
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    leave() {
      if (document.fullscreenElement) document.exitFullscreen();
      if (this.host.leave) this.host.leave();
      else { this.canvas.mark([], []); this.panel.restart(null); }
    }

    fullScreen() { return document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen(); }

    destroy() {
      window.removeEventListener('keydown', this.onKey, true);
      this.canvas.destroy();
      this.root.replaceChildren();
      delete this.root.story;
    }
  }

  cg.Story = Story;
})();
