// The mirrored tree: real elements over the picture, with role, name, value and state (WEB-11). They are what the
// mouse, a finger, a key, a screen reader and a test act on; the canvas under them only shows.
(() => {
  const ch = Module.ch;
  const root = document.getElementById('mirror');
  const nodes = new Map();
  const tags = {
    text: 'span', group: 'div', region: 'section', form: 'form', navigation: 'nav', banner: 'header', main: 'main', dialog: 'div',
    link: 'a', button: 'button', textbox: 'input', textarea: 'textarea', date: 'input', combobox: 'select',
    checkbox: 'input', tablist: 'div', tab: 'button', label: 'label', pan: 'section',
  };
  const scrollers = new Set(['main', 'dialog', 'navigation', 'tablist', 'pan']);
  const fields = new Set(['textbox', 'textarea', 'date', 'combobox']);
  const byContent = new Set(['button', 'link', 'tab']);
  const ownRole = { image: 'img', dialog: 'dialog', tab: 'tab' };
  let composing = null;
  let tabHidden = false;  // another tab is chosen, or there is less room: it may be out of sight

  const tagOf = (o) => (o.role === 'heading' ? `h${o.level}` : tags[o.role] ?? 'div');
  const idOf = (element) => {
    const at = element?.closest?.('[data-id]');
    return at ? Number(at.dataset.id) : 0;
  };
  const attribute = (element, name, value) => {
    if (value === undefined || value === null || value === '') element.removeAttribute(name);
    else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  };
  const truth = (value) => (value === undefined ? undefined : value ? 'true' : 'false');

  function make(id, o) {
    const element = document.createElement(tagOf(o));
    element.dataset.id = id;
    element.id = `n${id}`;
    if (o.role === 'button' || o.role === 'tab') element.type = 'button';
    if (o.role === 'textbox') element.type = 'text';
    if (o.role === 'date') Object.assign(element, { type: 'date', min: '2000-01-01', max: '2199-12-31' });
    if (o.role === 'checkbox') element.type = 'checkbox';
    if (fields.has(o.role)) {
      element.className = `field ${o.role}`;
      element.spellcheck = false;
      element.autocapitalize = 'off';
    } else {
      element.className = byContent.has(o.role) ? 'act' : o.role;
    }
    const implied = ['text', 'label', 'heading', 'region', 'form', 'main', 'navigation', 'banner', 'pan'].includes(o.role);
    if (!implied && (!tags[o.role] || ownRole[o.role] || ['group', 'tablist'].includes(o.role))) {
      element.setAttribute('role', ownRole[o.role] ?? o.role);
    }
    if (o.role === 'dialog') element.setAttribute('aria-modal', 'true');
    if (o.role === 'dialog' || o.role === 'main') element.tabIndex = -1;
    if (o.role === 'pan') element.tabIndex = 0;  // its arrow keys scroll it
    const node = { element, inner: element, tag: tagOf(o), o: null };
    if (scrollers.has(o.role)) {
      node.inner = document.createElement('div');
      node.inner.className = 'inner';
      element.append(node.inner);
    }
    nodes.set(id, node);
    return node;
  }

  function setLines(element, lines) {
    if (lines.length === 1) {
      element.textContent = lines[0];
      return;
    }
    element.replaceChildren(...lines.map((line) => {
      const span = document.createElement('span');
      span.className = 'line';
      span.textContent = line;
      return span;
    }));
  }

  function setOptions(select, options) {
    select.replaceChildren(...options.map(([value, label]) => new Option(label, value)));
  }

  // What a text field may be filled with stands outside the tree, which has but what is drawn.
  function setSuggestions(element, options) {
    let list = document.getElementById(`${element.id}list`);
    if (!list) {
      list = document.createElement('datalist');
      list.id = `${element.id}list`;
      document.body.append(list);
    }
    element.setAttribute('list', list.id);
    list.replaceChildren(...options.map(([value]) => new Option('', value)));
  }

  function setField(node, o, before) {
    const { element } = node;
    const others = JSON.stringify(o.options) !== JSON.stringify(before?.options);
    if (o.role === 'combobox' && others) setOptions(element, o.options ?? []);
    if (o.role === 'textbox' && others) setSuggestions(element, o.options ?? []);
    // The element owns what is being typed; only a value that the program itself changed goes in (WEB-3).
    if (element !== composing && element.value !== o.value && (o.value !== before?.value || document.activeElement !== element)) {
      element.value = o.value;
    }
    if (o.hint === 'password') element.type = o.hint;
    else if (o.hint) element.inputMode = o.hint;
    attribute(element, 'maxlength', o.max);
    attribute(element, 'autocomplete', o.auto ?? (element.list ? undefined : 'off'));  // off, some browsers offer nothing
    attribute(element, 'aria-invalid', o.invalid ? 'true' : undefined);
    element.required = !!o.required;
    element.disabled = !!o.disabled;
    element.classList.toggle('right', !!o.right);
  }

  function setState(element, o) {
    attribute(element, 'aria-description', o.about);
    attribute(element, 'aria-selected', truth(o.selected));
    attribute(element, 'aria-expanded', truth(o.expanded));
    attribute(element, 'aria-current', o.current ? (o.role === 'link' ? 'page' : 'true') : undefined);
    attribute(element, 'aria-keyshortcuts', o.keys);
    attribute(element, 'aria-rowcount', o.rows);
    attribute(element, 'aria-colcount', o.columns);
    attribute(element, 'aria-rowindex', o.row);
    attribute(element, 'aria-colindex', o.column);
    if (o.role === 'columnheader') {
      attribute(element, 'aria-sort', o.sorted === undefined ? undefined : ['descending', 'none', 'ascending'][o.sorted + 1]);
    }
    if (o.role === 'checkbox') {
      element.checked = o.checked === 1;
      element.disabled = !!o.disabled;
      element.required = !!o.required;
      attribute(element, 'aria-invalid', o.invalid ? 'true' : undefined);
    }
    attribute(element, 'data-submit', o.submit);
    attribute(element, 'data-files', o.files);
    attribute(element, 'data-copied', o.copied);
    attribute(element, 'aria-busy', o.busy ? 'true' : undefined);
    if (byContent.has(o.role)) attribute(element, 'aria-disabled', o.disabled ? 'true' : undefined);
    if (o.role === 'tab') element.tabIndex = o.selected ? 0 : -1;
    if (o.role === 'row') {
      if (o.action) element.tabIndex = 0;
      element.classList.toggle('opens', !!o.action);
    }
    if (o.role === 'link') attribute(element, 'href', o.href);
    if (o.role === 'progressbar') {
      attribute(element, 'aria-valuenow', o.value ?? '0');
      attribute(element, 'aria-valuemin', '0');
      attribute(element, 'aria-valuemax', '100');
    }
  }

  ch.node = (id, json) => {
    const o = JSON.parse(json);
    let node = nodes.get(id);
    if (node && node.tag !== tagOf(o)) {
      node.element.remove();
      node = null;
    }
    node ??= make(id, o);
    const { element } = node;
    const before = node.o;
    node.o = o;
    const style = element.style;
    const [x, y, w, h] = o.rect;
    style.left = `${x}px`;
    style.top = `${y}px`;
    style.width = `${w}px`;
    style.height = `${h}px`;
    if (o.type) {
      style.fontSize = `${o.type[0]}px`;
      style.lineHeight = `${o.type[1]}px`;
      style.fontWeight = o.type[2] ? '600' : '400';
    }
    if (scrollers.has(o.role)) {
      node.inner.style.height = o.scroll ? `${o.scroll}px` : '100%';
      element.classList.toggle('scrolls', !!o.scroll);
      node.inner.style.width = o.slide ? `${o.slide}px` : '100%';
      element.classList.toggle('slides', !!o.slide);
      if (o.reveal && !before) requestAnimationFrame(() => { element.scrollLeft = o.reveal; });
    }
    if (o.role === 'tablist' ? o.slide !== before?.slide : o.role === 'tab' && o.selected && !before?.selected) tabHidden = true;
    if (byContent.has(o.role)) {
      if (element.textContent !== o.name) element.textContent = o.name;
    } else if (o.lines) {
      if (JSON.stringify(o.lines) !== JSON.stringify(before?.lines)) setLines(element, o.lines);
    } else if (before?.lines) {
      element.textContent = '';
    }
    if (o.role === 'label') attribute(element, 'for', `n${o.value}`);
    else if (!byContent.has(o.role) && o.role !== 'columnheader') attribute(element, 'aria-label', o.name);
    if (fields.has(o.role)) setField(node, o, before);
    setState(element, o);
  };

  ch.children = (parent, json) => {
    const box = parent === 0 ? root : nodes.get(parent)?.inner;
    if (!box) return;
    const elements = JSON.parse(json).map((id) => nodes.get(id)?.element).filter(Boolean);
    // Moving an element takes the focus from it: what has it stays where it is, and the others are laid around it.
    const focused = elements.find((element) => element.parentNode === box && element.contains(document.activeElement));
    let cursor = box.firstElementChild;
    for (const element of elements) {
      if (element === cursor || element === focused) cursor = element.nextElementSibling;
      else box.insertBefore(element, cursor);
    }
  };

  ch.removeNode = (id) => {
    const node = nodes.get(id);
    if (!node) return;
    nodes.delete(id);
    if (node.element === composing) composing = null;
    node.element.remove();
  };

  // ---- dialogs: what is under one is inert; focus goes in, and comes back ----
  let open = null;
  let cameFrom = null;
  ch.done = () => {
    const dialogs = [...root.children].filter((child) => child.getAttribute('role') === 'dialog');
    const top = dialogs.at(-1) ?? null;
    for (const child of root.children) child.inert = top !== null && child !== top;
    if (top !== open) {
      if (top && !open) cameFrom = document.activeElement;
      open = top;
      if (top) (top.querySelector('input:not([type=checkbox]),textarea,select') ?? top).focus({ preventScroll: true });
      else if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
    }
    restore();
    if (tabHidden) for (const tab of root.querySelectorAll('.slides > .inner > [aria-selected=true]')) bringIntoSight(tab);
    tabHidden = false;
  };

  // Sideways only, and with a part of its neighbour, which says that there is more.
  function bringIntoSight(tab) {
    const list = tab.closest('.slides');
    const beside = 48;
    const left = Math.min(list.scrollLeft, tab.offsetLeft - beside);
    list.scrollLeft = Math.max(left, tab.offsetLeft + tab.offsetWidth + beside - list.clientWidth);
  }

  // ---- scrolling is the browser's own, with its inertia; the program reads where it stands ----
  ch.scrollTop = (id) => nodes.get(id)?.element.scrollTop ?? 0;
  ch.scrollLeft = (id) => nodes.get(id)?.element.scrollLeft ?? 0;
  root.addEventListener('scroll', () => ch.running && Module._ch_wake(), { capture: true, passive: true });

  const mainElement = () => root.querySelector('main');
  let wanted = Number(ch.session.get('scroll') || 0);
  let path = location.hash.split('?')[0];
  addEventListener('pagehide', () => ch.session.set('scroll', String(mainElement()?.scrollTop ?? 0)));
  function restore() {
    const main = mainElement();
    if (!wanted || !main || main.scrollHeight - main.clientHeight < wanted) return;
    main.scrollTop = wanted;
    wanted = 0;
  }
  ch.placed = () => {
    const now = location.hash.split('?')[0];
    // A form that closes stays at its place: what was wrong in it is over, how it ended has just been said.
    document.getElementById('urgent').textContent = '';
    if (now !== path) {
      ch.silence();
      mainElement()?.scrollTo(0, 0);
    }
    path = now;
    wanted = 0;
  };

  // ---- what people do with the elements ----
  root.addEventListener('click', (event) => {
    const act = event.target.closest('.act, .row.opens, input[type=checkbox]');
    if (!act) return;
    if (act.getAttribute('aria-disabled') === 'true') return void event.preventDefault();
    if (act.classList.contains('opens') && String(getSelection()) !== '') return;
    ch.event('click', Number(act.dataset.id));
  });
  root.addEventListener('input', (event) => {
    if (event.target.type === 'checkbox') return;
    ch.event('input', idOf(event.target), event.target.value);
  });
  root.addEventListener('compositionstart', (event) => { composing = event.target; });
  root.addEventListener('compositionend', () => { composing = null; });
  root.addEventListener('submit', (event) => event.preventDefault());
  root.addEventListener('focusin', (event) => {
    let visible = true;
    try { visible = event.target.matches(':focus-visible'); } catch { /* an old browser: show it */ }
    ch.event('focus', idOf(event.target), '', visible);
  });
  root.addEventListener('focusout', (event) => ch.event('blur', idOf(event.target)));

  function alongTabs(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -1e6, End: 1e6 }[event.key];
    const list = [...event.target.closest('.tablist').querySelectorAll('[role=tab]')];
    if (!step) return;
    const now = list.indexOf(event.target);
    const next = Math.abs(step) > 1 ? (step < 0 ? 0 : list.length - 1) : (now + step + list.length) % list.length;
    event.preventDefault();
    list[next].focus();
    list[next].click();
  }
  const shortcutOf = (event) => {
    if (event.altKey || event.shiftKey || open) return null;
    if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === 'k' ? 'Control+K' : null;
    return event.key === '/' && !event.target.matches?.('input, textarea, select') ? '/' : null;
  };
  // Only these keys are ours; all others stay the browser's (WEB-4).
  document.addEventListener('keydown', (event) => {
    const shortcut = event.isComposing ? null : shortcutOf(event);
    const pressed = shortcut && root.querySelector(`[aria-keyshortcuts~="${shortcut}"]`);
    if (pressed) {
      event.preventDefault();
      return void pressed.click();
    }
    if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && open) return void ch.event('escape', 0);
    const target = event.target;
    if (event.key === 'Enter' && target.inputMode === 'search') {
      return void target.closest('[role=dialog]')?.querySelector('a')?.click();
    }
    // As in a form of the browser's own: from a field of one line, Enter presses the button that sends what stands around it.
    if (event.key === 'Enter' && target.matches?.('input:not([type=checkbox])')) {
      const send = target.closest('[role=dialog], section, main')?.querySelector('[data-submit]');
      if (send) event.preventDefault();
      if (!event.repeat) send?.click();
      return;
    }
    if (target.role === 'tab' || target.getAttribute?.('role') === 'tab') return alongTabs(event);
    if ((event.key === 'Enter' || event.key === ' ') && target.classList?.contains('opens')) {
      event.preventDefault();
      ch.event('click', Number(target.dataset.id));
    }
  });

  // ---- copying: rows and cells as text that pastes into a spreadsheet (WEB-4) ----
  const words = (element) => (element.querySelector('.line') ? [...element.querySelectorAll('.line')].map((line) => line.textContent).join('') : element.textContent);
  const inRow = (row, chosen) => [...row.querySelectorAll('.cell,.columnheader')].filter(chosen)
    .map((cell) => cell.dataset.copied ?? words(cell)).join('\t');
  ch.selectionText = () => {
    const selection = getSelection();
    const focused = document.activeElement?.closest?.('.row');
    if (selection.isCollapsed) return focused ? inRow(focused, () => true) : '';
    const chosen = (element) => selection.containsNode(element, true);
    const leaves = [...root.querySelectorAll('.text,.heading,.cell,.columnheader,.status,.alert,.label')].filter(chosen);
    if (leaves.length <= 1) return String(selection);
    const rows = new Set();
    const lines = [];
    for (const leaf of leaves) {
      const row = leaf.closest('.row');
      if (!row) lines.push(words(leaf));
      else if (!rows.has(row)) {
        rows.add(row);
        lines.push(inRow(row, chosen));
      }
    }
    return lines.join('\n');
  };
  // A field of one line would join the cells of a column to one amount; with a tab between them they are seen to be several.
  document.addEventListener('paste', (event) => {
    if (event.target.inputMode !== 'decimal') return;
    const text = event.clipboardData.getData('text/plain').trim();
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    document.execCommand('insertText', false, text.replace(/[\r\n]+/g, '\t'));
  });
  document.addEventListener('copy', (event) => {
    if (event.target.closest?.('.field')) return;
    const text = ch.selectionText();
    if (text === '') return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  });

  // ---- messages ----
  ch.announce = (text, urgent) => {
    const region = document.getElementById(urgent ? 'urgent' : 'polite');
    region.textContent = '';
    setTimeout(() => { region.textContent = text; }, 60);  // the same words twice are two messages
  };
  // What was announced was about the place that is left, or told to whoever acted before.
  ch.silence = () => {
    for (const region of document.querySelectorAll('.said')) region.textContent = '';
  };
  ch.focusNode = (id) => nodes.get(id)?.element.focus();
})();
