// The actions of people, and the page's reactions.

const byNumber = new Map(guests.map(guest => [guest.number, guest]));

let view = viewOf(location.hash.slice(1));

// The view's list, filtered, sorted and grouped. Only a change of the view changes it.
let shown = [];
let lines = [];
let columns = [];  // the kinds that are shown

function list() {
  shown = guestsShown(view);
  lines = linesOf(shown, view, false);
}

function show() {
  const pages = Math.max(1, Math.ceil(lines.length / MOST_LINES));
  view.page = Math.min(view.page, pages);
  const first = (view.page - 1) * MOST_LINES;
  const here = lines.slice(first, first + MOST_LINES);

  const named = kindsNamed(view.host);
  const columnPages = Math.max(1, Math.ceil(named.length / MOST_COLUMNS));
  view.columns = Math.min(view.columns, columnPages);
  const firstColumn = (view.columns - 1) * MOST_COLUMNS;
  columns = named.slice(firstColumn, firstColumn + MOST_COLUMNS);

  showHeadings(view, columns);
  showBodies(tableBodies(here, view, columns, false));

  const noun = view.group === '' ? 'guests' : 'lines';
  showPager(at('pages'), view.page, pages,
    `${number(first + 1)}–${number(first + here.length)} of ${number(lines.length)} ${noun}`,
    page => {
      view.page = page;
      show();
      at('matrix').scrollTop = 0;
      at('guests').scrollIntoView();
    });
  showPager(at('column-pages'), view.columns, columnPages,
    `kinds ${number(firstColumn + 1)}–${number(firstColumn + columns.length)} of ` +
      number(named.length),
    page => {
      view.columns = page;
      show();
    });
  const count = shown.length === guests.length ?
    counted(guests.length, 'guest') :
    `${number(shown.length)} of ${counted(guests.length, 'guest')}`;
  if (at('count').textContent !== count) at('count').textContent = count;
  rememberView();
}

// Browsers limit how often a page may change its address.
let remembering = null;
function rememberView() {
  clearTimeout(remembering);
  remembering = setTimeout(writeAddress, 250);
}

function writeAddress() {
  clearTimeout(remembering);
  remembering = null;
  const fragment = fragmentOf(view);
  history.replaceState(null, '',
    fragment === '' ? location.pathname + location.search : '#' + fragment);
}

function readControls() {
  for (const control of controls.elements)
    if (control.name in SETTINGS) view[control.name] = control.value;
  controls.elements.on.disabled = view.host === '';
  view.page = view.columns = 1;
  list();
  show();
}

// Opens or closes a guest without moving it.
function toggleGuest(opener) {
  const guest = byNumber.get(Number(opener.dataset.guest));
  const row = opener.closest('tr');
  const isOpen = opener.getAttribute('aria-expanded') === 'true';
  if (isOpen) {
    row.nextElementSibling.remove();
    view.guest.delete(guest.guest);
  } else {
    row.after(detailRow(guest, columns, false));
    view.guest.add(guest.guest);
  }
  opener.setAttribute('aria-expanded', String(!isOpen));
  rememberView();
}

function toggleGroup(opener) {
  const key = opener.dataset.group;
  if (opener.getAttribute('aria-expanded') === 'true') view.open.delete(key);
  else view.open.add(key);
  list();
  show();
  matrix.querySelector(`[data-group="${CSS.escape(key)}"]`)?.focus();
}

// Shows the view that the address holds, on the page with the guest that it names, and focuses that
// guest.
function showAddress(isFirst) {
  view = viewOf(location.hash.slice(1));
  fillControls();
  list();
  const wanted = [...view.guest].at(-1);
  let found = -1;
  if (wanted !== undefined) {
    const isWanted = line => line.guest?.guest === wanted;
    found = lines.findIndex(isWanted);
    if (found < 0) {
      const group = lines.find(line =>
        line.group?.members.some(guest => guest.guest === wanted))?.group;
      if (group !== undefined) {
        view.open.add(group.key);
        list();
        found = lines.findIndex(isWanted);
      }
    }
    if (found >= 0) view.page = Math.floor(found / MOST_LINES) + 1;
  }
  show();
  if (found >= 0) {
    const opener = matrix.querySelector(`[data-guest="${lines[found].guest.number}"]`);
    opener.focus({preventScroll: true});
    at('guests').scrollIntoView();
    const matrixBox = at('matrix');
    matrixBox.scrollTop += opener.getBoundingClientRect().top -
      matrixBox.getBoundingClientRect().top - matrix.tHead.offsetHeight - 8;
  } else if (!isFirst) {
    at('guests').scrollIntoView();
    at('guests-title').focus({preventScroll: true});
  }
}

function followKeys(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isWriting = event.target.matches('input, select, textarea');
  if (event.key === '/' && !isWriting && !at('kind').open) {
    event.preventDefault();
    controls.elements.text.focus();
  }
  if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target.matches('.opener')) {
    const openers = [...matrix.querySelectorAll('.opener')];
    const next = openers[openers.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  }
}

function sortBy(column) {
  view.sort = view.sort === column ? '-' + column : column;
  view.page = 1;
  list();
  show();
}

function start() {
  at('hosts').hidden = at('guests').hidden = false;
  controls.elements.reason.append(...reasonOptions());
  at('host-names').append(...hosts.map(name => element('option', {value: name})));
  at('kinds').addEventListener('toggle', () => {
    if (openedForPrint === null) fillKinds(false);
  }, {once: true});

  let typing = null;
  controls.addEventListener('input', event => {
    clearTimeout(typing);
    typing = setTimeout(readControls, event.target.matches('input') ? 120 : 0);
  });
  controls.addEventListener('submit', event => event.preventDefault());
  controls.addEventListener('reset', event => {
    event.preventDefault();
    clearTimeout(typing);
    view = {...viewOf(''), sort: view.sort};
    fillControls();
    list();
    show();
  });
  matrix.addEventListener('click', event => {
    const clicked = event.target.closest('button');
    if (clicked === null) return;
    if (clicked.dataset.guest !== undefined) toggleGuest(clicked);
    else if (clicked.dataset.group !== undefined) toggleGroup(clicked);
    else if (clicked.dataset.kind !== undefined) showKind(Number(clicked.dataset.kind));
    else sortBy(clicked.parentElement.dataset.sort);
  });
  at('kind').addEventListener('click', event => {
    // A click outside of the dialog, or on one of its links, which lead to the table.
    if (event.target === at('kind') || event.target.closest('a')) at('kind').close();
  });
  document.addEventListener('keydown', followKeys);
  document.querySelector('.skip').addEventListener('click', event => {
    event.preventDefault();
    controls.elements.text.focus();
  });
  window.addEventListener('hashchange', () => showAddress(false));
  window.addEventListener('beforeprint', preparePaper);
  window.addEventListener('afterprint', leavePaper);
  showAddress(true);
}

start();
