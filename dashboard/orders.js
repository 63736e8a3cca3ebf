// What the server tells the canvas: which events are done, and orders to select or fit. Waits until the canvas holds the data that the order is about.
const TRIES = 200, WAIT = 25;

function carryOut(order, tries) {
  const canvas = globalThis.citegraph?.live;
  if (canvas?.data?.stamp !== order.stamp) {
    if (tries) setTimeout(() => carryOut(order, tries - 1), WAIT);
    return;
  }
  if (canvas.kept.order === order.n) return;
  canvas.kept.order = order.n;
  if (order.fit) canvas.fit(true, order.fit.length ? order.fit : null);
  if (order.nodes || order.edges) canvas.show(order);
  if (order.camera) canvas.look(order.camera);
  if (order.keep) canvas.host.act('camera', { view: order.keep, camera: canvas.seen() });
}

export default function ({ data }) {
  globalThis.citegraph?.live?.host.done(data?.done ?? 0);
  if (data?.n) carryOut(data, TRIES);
}
