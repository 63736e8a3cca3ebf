// The exported story: a page of its own, whose address names the scene.
(() => {
  'use strict';
  const cg = globalThis.citegraph, data = JSON.parse(document.getElementById('data').textContent);
  const story = new cg.Story(document.getElementById('story'), data, {
    at: decodeURIComponent(location.hash.slice(1)),
    onScene: (id) => history.replaceState(null, '', `#${encodeURIComponent(id)}`),
  });
  window.addEventListener('hashchange', () => {
    const place = data.scenes.findIndex((scene) => scene.id === decodeURIComponent(location.hash.slice(1)));
    if (place >= 0 && place !== story.at) story.go(place);
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => story.draw());
})();
