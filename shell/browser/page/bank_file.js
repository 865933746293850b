// A bank's file on its way into the books (LED-10, LED-11): the page's line to reader_worker.js. Loaded with the first file.

/// `told` hears {state: 'running', done, total} and at last what came of it. Answers what stops it.
export function takeBankFile(file, actor, client, told) {
  const reader = new Worker(new URL('worker/reader_worker.js', document.baseURI), { type: 'module' });
  const whose = JSON.stringify(client.actor);
  const end = (ending) => {
    told(ending);
    reader.terminate();
  };
  reader.onerror = (event) => {
    event.preventDefault();
    end({ state: 'failed', file: file.name, code: 'not_loaded' });
  };
  reader.onmessage = async ({ data }) => {
    if (data.ready) {
      reader.postMessage({ file, actor });
    } else if (data.told) {
      if (data.told.state === 'running') told(data.told);
      else end(data.told);
    } else {
      // Whoever else sits here now has not taken this file.
      const his = JSON.stringify(client.actor) === whose;
      const answer = his ? await client.request(data.kind, data.fields) : { kind: 'error', code: 'cancelled' };
      reader.postMessage({ n: data.n, answer });
    }
  };
  return () => reader.postMessage({ cancel: true });
}
