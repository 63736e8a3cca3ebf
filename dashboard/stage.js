// Streamlit's side of a story: shows the scenes over the whole window until the user leaves.
const WAIT = 25;

function draw(root) {
  const { data } = root.component;
  if (root.stamp === data.stamp) return root.story.canvas.readTheme() && root.story.draw();
  root.story?.destroy();
  root.stamp = data.stamp;
  new globalThis.citegraph.Story(root, data.story, {
    at: data.at,
    onScene: (id) => {
      const url = new URL(location.href);
      url.searchParams.set('present', id);
      history.replaceState(history.state, '', url);
    },
    leave: () => root.component.setTriggerValue('event', { type: 'leave' }),
  });
}

function whenReady(root) {
  clearTimeout(root.waiting);
  if (globalThis.vis) draw(root);
  else root.waiting = setTimeout(() => whenReady(root), WAIT);
}

export default function (component) {
  const root = component.parentElement.querySelector('.story-root');
  root.component = component;
  if (component.data) whenReady(root);
  return () => {
    clearTimeout(root.waiting);
    root.story?.destroy();
    root.stamp = null;
  };
}
