// Streamlit's side of the panel: shows what `data.panel` says and reports what is clicked.
export default function (component) {
  const root = component.parentElement.querySelector('.ev-root');
  const { data } = component;
  root.component = component;
  const text = JSON.stringify(data?.panel ?? null);
  if (root.shown === text) return;
  root.shown = text;
  const act = (type, payload) => root.component.setTriggerValue('event', { type, ...payload });
  globalThis.citegraph.drawPanel(root, data?.panel, act);
}
