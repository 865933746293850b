// Starts the gallery of widgets, which has no worker.
globalThis.Module = { canvas: document.getElementById('canvas') };
const script = document.createElement('script');
script.src = new URL('./gallery.js', import.meta.url);
document.body.append(script);
