// The browser's side of the page: events to the program, storage, address, clipboard. Loaded before the program.
// `Module.ch` is all that the program knows of the browser; mirror.js adds the mirrored tree to it.
Module.ch = (() => {
  const family = "'PingFang SC','HarmonyOS Sans SC','Microsoft YaHei UI','Microsoft YaHei','Noto Sans CJK SC'," +
    "'Noto Sans SC','Source Han Sans SC',system-ui,sans-serif";
  const ch = { family, strict: globalThis.chStrict === true, queue: [] };

  // To the program. Before it runs, nothing can be clicked, but the worker may already have spoken.
  ch.event = (kind, id, text, flag) => {
    if (!ch.running) return void ch.queue.push([kind, id, text, flag]);
    Module.ccall('ch_event', null, ['string', 'number', 'string', 'number'], [kind, id, text ?? '', flag ? 1 : 0]);
  };
  ch.started = () => {
    ch.running = true;
    document.documentElement.classList.add('ready');
    for (const event of ch.queue.splice(0)) ch.event(...event);
    Module.afterFirstPicture?.();
  };

  const wake = () => ch.running && Module._ch_wake();
  ch.wakeAfter = (ms) => void setTimeout(wake, ms);

  // ---- pointer: what hovers and presses; actions themselves come as clicks of the mirrored elements ----
  const at = (event, down) => {
    if (!ch.running) return;
    if (event.pointerType === 'touch') return void Module._ch_pointer(-1e6, -1e6, 0);
    Module._ch_pointer(event.clientX, event.clientY, down ?? (event.buttons & 1));
  };
  document.addEventListener('pointermove', (event) => at(event), { passive: true });
  document.addEventListener('pointerdown', (event) => at(event, event.button === 0 ? 1 : undefined), { passive: true });
  document.addEventListener('pointerup', (event) => at(event, 0), { passive: true });
  document.documentElement.addEventListener('pointerleave', () => ch.running && Module._ch_pointer(-1e6, -1e6, 0));

  // ---- size, zoom, density ----
  const canvas = Module.canvas;
  ch.fit = () => {
    const dpr = devicePixelRatio || 1;
    const width = Math.max(1, Math.round(innerWidth * dpr));
    const height = Math.max(1, Math.round(innerHeight * dpr));
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    // Exactly so many device pixels, or the picture is stretched by a fraction and no glyph is sharp (WEB-2).
    canvas.style.width = `${width / dpr}px`;
    canvas.style.height = `${height / dpr}px`;
    return dpr;
  };
  addEventListener('resize', wake);
  globalThis.visualViewport?.addEventListener('resize', wake);
  const watchDensity = () => matchMedia(`(resolution: ${devicePixelRatio}dppx)`)
    .addEventListener('change', () => { wake(); watchDensity(); }, { once: true });
  watchDensity();
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && wake());

  // ---- address ----
  ch.route = () => location.hash || '#/';
  ch.go = (route, replace) => {
    if (route === ch.route()) return;
    if (replace) history.replaceState(null, '', route);
    else history.pushState(null, '', route);
    ch.placed();
    wake();
  };
  ch.placed = () => {};
  addEventListener('hashchange', () => { ch.placed(); wake(); });
  addEventListener('popstate', () => { ch.placed(); wake(); });

  // ---- what is kept; a browser may refuse, and then nothing is kept ----
  const store = (kind) => ({
    get: (key) => { try { return globalThis[kind].getItem(`ch.${key}`) ?? ''; } catch { return ''; } },
    set: (key, value) => {
      try {
        if (value === '') globalThis[kind].removeItem(`ch.${key}`);
        else globalThis[kind].setItem(`ch.${key}`, value);
      } catch { /* full or forbidden */ }
    },
  });
  ch.session = store('sessionStorage');
  ch.local = store('localStorage');
  ch.prefersDark = () => matchMedia('(prefers-color-scheme: dark)').matches;
  ch.prefersEnglish = () => !/^zh\b/i.test(navigator.language || 'zh');
  ch.dress = (dark, english, tokens) => {
    const page = document.documentElement;
    page.lang = english ? 'en' : 'zh-CN';
    page.style.cssText = `${tokens};--font:${family};color-scheme:${dark ? 'dark' : 'light'}`;
  };
  ch.title = (words) => {
    if (document.title !== words) document.title = words;
  };

  // ---- clipboard, files ----
  ch.copy = (text) => {
    const byHand = () => {
      const area = document.createElement('textarea');
      area.value = text;
      area.style.cssText = 'position:fixed;top:0;opacity:0';
      const before = document.activeElement;
      document.body.append(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      before?.focus?.({ preventScroll: true });
    };
    if (navigator.clipboard?.writeText) navigator.clipboard.writeText(text).catch(byHand);
    else byHand();
  };
  ch.save = (name) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(ch.file);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  ch.saveText = (name, type, text) => {
    ch.file = new Blob([text], { type });
    ch.save(name);
    ch.file = null;
  };

  // CON-13: a document's content is kept before a command names it. One that was dropped counts as chosen.
  const attach = async (file) => {
    if (!file) return;
    const answer = await globalThis.chWorker?.request('attach', { file });
    ch.received({ kind: 'document', file: answer?.value ?? null, code: answer?.code ?? '' });
  };
  let dropped = null;
  const choose = (accept, take) => {
    if (dropped) return void take(dropped);
    const picker = document.createElement('input');
    picker.type = 'file';
    picker.accept = accept;
    picker.onchange = () => take(picker.files[0]);
    picker.click();
  };
  ch.chooseDocument = () => choose('image/png,image/jpeg,image/webp,application/pdf', attach);

  // A bank's file: what takes it is loaded with the first.
  let stopBankFile = () => {};
  ch.takeBankFile = (actor) => choose('.xml,.sta,.940,.mt940,.txt,.csv', async (file) => {
    const told = (what) => ch.event('bank_file', 0, JSON.stringify(what));
    if (!file) return;
    told({ state: 'running', file: file.name, done: 0, total: 0 });
    try {
      const { takeBankFile } = await import(new URL('bank_file.js', document.baseURI));
      stopBankFile = takeBankFile(file, JSON.parse(actor), globalThis.chWorker, told);
    } catch {
      told({ state: 'failed', file: file.name, code: 'not_loaded' });
    }
  });
  ch.stopBankFile = () => stopBankFile();
  const chooser = () => document.querySelector('[data-files]');
  document.addEventListener('dragover', (event) => chooser() && event.preventDefault());
  document.addEventListener('drop', (event) => {
    const target = chooser();
    if (!target) return;
    event.preventDefault();
    [dropped] = event.dataTransfer.files;
    target.click();
    dropped = null;
  });

  const content = (params) => globalThis.chWorker?.request('attachment', { params: JSON.parse(params) });

  // A document's picture; one that is larger than any screen is made smaller before it goes to the graphics process.
  const mostPixels = 4096;
  ch.picture = async (slot, params, upload) => {
    const answer = await content(params);
    let picture = { code: answer?.code ?? 'worker_failed' };
    if (answer?.file) {
      try {
        let bitmap = await createImageBitmap(answer.file);
        const scale = mostPixels / Math.max(bitmap.width, bitmap.height);
        if (scale < 1) bitmap = await createImageBitmap(bitmap, { resizeWidth: Math.max(1, Math.round(bitmap.width * scale)), resizeQuality: 'high' });
        upload(bitmap);
        picture = { width: bitmap.width, height: bitmap.height };
      } catch {
        picture = { code: 'no_picture' };
      }
    }
    ch.received({ kind: 'picture', slot, ...picture });
  };
  ch.saveAttachment = async (params, name) => {
    const answer = await content(params);
    ch.file = answer?.file;
    if (ch.file) ch.save(name);
    ch.file = null;
    ch.received({ kind: 'saved', code: answer?.file ? '' : answer?.code ?? 'worker_failed' });
  };

  // What lies beside the page and is not part of the first visit.
  ch.load = async (path) => {
    const answer = await fetch(new URL(path, document.baseURI)).catch(() => null);
    const value = answer?.ok ? await answer.json().catch(() => null) : null;
    ch.received({ kind: 'loaded', path, value });
  };

  // UUIDv7: time first, so that command ids sort as they were made.
  ch.newId = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    let now = Date.now();
    for (let i = 5; i >= 0; --i) {
      bytes[i] = now % 256;
      now = Math.floor(now / 256);
    }
    bytes[6] = 0x70 | (bytes[6] & 15);
    bytes[8] = 0x80 | (bytes[8] & 63);
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  };

  // ---- worker: boot.js gives the client; without one (the gallery) nobody answers ----
  ch.send = (kind, fields) => globalThis.chWorker?.send(kind, JSON.parse(fields)) ?? -1;
  ch.askPersistent = async () => {
    const answer = await globalThis.chWorker?.askPersistent();
    ch.received({ kind: 'persistence', persisted: answer?.value?.persisted ?? false });
  };
  ch.received = (message) => {
    ch.file = message.file;  // while its answer is in hand
    ch.event('message', 0, JSON.stringify(message));
    ch.file = null;
  };

  ch.fail = (text) => {
    console.error(text);
    const note = document.getElementById('failed');
    if (note) {
      note.hidden = false;
      note.textContent = text;
    }
  };
  return ch;
})();
