// The table of guests and kinds of hosts, one page at a time.

const MOST_LINES = 100;  // per page
const MOST_COLUMNS = 32;

const matrix = document.querySelector('#matrix table');
const STATES = ['runs', 'cannot', 'unknown', 'other'];
const STATE_CELLS = STATES.map(state =>
  element('td', {class: 'cell ' + state},
    {cannot: 'cannot run', other: 'other architecture'}[state] ?? state));

function guestTitle(guest) {
  const folder = folderOf(guest);
  const name = guest.guest.slice(folder.length);
  return folder === '' ? [visible(name)] :
    [element('span', {class: 'folder'}, visible(folder)), visible(name)];
}

function runsText(guest) {
  const all = number(countOf(guest));
  return {
    all: `all ${all}`,
    some: `${number(guest.runs)} of ${all}`,
    none: `none of ${all}`,
    invalid: 'cannot be read',
  }[guest.verdict];
}

function guestRow(guest, columns, isOpen) {
  const row = element('tr', {class: 'guest ' + guest.verdict},
    element('th', {scope: 'row'},
      button({class: 'opener', 'aria-expanded': String(isOpen), 'data-guest': guest.number},
        element('span', {}, ...guestTitle(guest)))),
    element('td', {class: 'number'}, runsText(guest)));
  if (guest.invalid) {
    row.append(element('td', {colspan: columns.length, class: 'quiet'}));
    return row;
  }
  const states = new Uint8Array(kinds.length);
  for (const kind of guest.cannot) states[kind] = 1;
  for (const kind of guest.unknown) states[kind] = 2;
  for (const kind of guest.otherArch) states[kind] = 3;
  for (const kind of columns) row.append(STATE_CELLS[states[kind]].cloneNode(true));
  return row;
}

function detailRow(guest, columns, isPrinted) {
  return element('tr', {class: 'detail'},
    element('td', {colspan: columns.length + 2}, guestDetail(guest, isPrinted)));
}

function groupRow({group, isOpen}, columns) {
  return element('tr', {class: 'group'},
    element('th', {scope: 'colgroup', colspan: columns.length + 2},
      element('div', {},
        button({class: 'opener', 'aria-expanded': String(isOpen), 'data-group': group.key},
          element('span', {}, group.title)),
        element('span', {class: 'quiet'},
          ' ' + counted(group.members.length, 'guest') + group.remark))));
}

// Makes the bodies of the table from its lines: one for each group, so that each has its heading.
function tableBodies(lines, view, columns, isPrinted) {
  const bodies = [element('tbody', {})];
  for (const line of lines) {
    if (line.group !== undefined) {
      bodies.push(element('tbody', {}, groupRow(line, columns)));
      continue;
    }
    // Paper shows nothing more about a guest that just runs.
    const isOpen = isPrinted ?
      line.guest.findings.length + line.guest.unknown.length > 0 : view.guest.has(line.guest.guest);
    bodies.at(-1).append(guestRow(line.guest, columns, isOpen));
    if (isOpen) bodies.at(-1).append(detailRow(line.guest, columns, isPrinted));
  }
  return bodies.filter(body => body.hasChildNodes());
}

function showBodies(bodies) {
  for (const body of [...matrix.tBodies]) body.remove();
  matrix.append(...bodies);
}

function kindHeading(kind) {
  const others = kinds[kind].length - 1;
  const some = hostNames([kind]).slice(0, 20).map(visible).join(', ');
  const opener = button({'data-kind': kind, title: some + (others >= 20 ? ', …' : '')},
    element('span', {class: 'name'}, firstHost(kind)),
    element('span', {class: 'unseen'}, others > 0 ? ` and ${counted(others, 'other')}, ` : ', '),
    element('span', {class: 'others', 'aria-hidden': 'true'},
      others > 0 ? `+${number(others)}` : ''),
    element('span', {class: 'unseen'}, 'kind '), element('span', {}, String(kind + 1)));
  return element('th', {scope: 'col', class: 'kind', 'data-title': kind + 1}, opener);
}

// Makes the headings again only if the columns changed, so that they keep the focus.
let headed = [];
function showHeadings(view, columns) {
  const row = matrix.tHead.rows[0];
  if (columns.join() !== headed.join()) {
    headed = columns;
    while (row.cells.length > 2) row.deleteCell(2);
    row.append(...columns.map(kindHeading));
    matrix.parentElement.style.setProperty('--columns', columns.length);
  }
  for (const heading of row.querySelectorAll('[data-sort]')) {
    const {sort} = heading.dataset;
    const order = view.sort === sort ? 'ascending' : view.sort === '-' + sort ? 'descending' : null;
    if (order === null) heading.removeAttribute('aria-sort');
    else heading.setAttribute('aria-sort', order);
  }
}

// Shows "Previous, 2 of 10, Next". Calls `go` with the chosen page, counted from 1.
function showPager(pager, page, pages, text, go) {
  pager.hidden = pages <= 1;
  if (pager.hidden) return;
  if (!pager.hasChildNodes()) {
    const steps = [['First', -Infinity], ['Previous', -1], ['Next', 1], ['Last', Infinity]];
    for (const [title, step] of steps) {
      const made = button({}, title);
      made.addEventListener('click', () => {
        if (made.getAttribute('aria-disabled') !== 'true') pager.go(step);
      });
      made.dataset.step = step;
      pager.append(made);
    }
    pager.insertBefore(element('span', {}), pager.children[2]);
  }
  pager.go = step => go(Math.min(Math.max(page + step, 1), pages));
  pager.querySelector('span').textContent = text;
  // A disabled button would lose the focus, which would restart at the top of the page.
  for (const one of pager.querySelectorAll('button'))
    one.setAttribute('aria-disabled', String(one.dataset.step < 0 ? page === 1 : page === pages));
}
