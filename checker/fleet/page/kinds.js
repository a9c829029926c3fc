// The kinds of hosts: their table, and one of them in a dialog.

// For each kind, how many guests run, cannot run, and may or may not run. Counted on first use.
let tallies = null;
function tallyOf(kind) {
  if (tallies === null) {
    const read = guests.filter(guest => !guest.invalid).length;
    tallies = kinds.map(() => ({runs: read, cannot: 0, unknown: 0}));
    for (const guest of guests) {
      for (const state of ['cannot', 'unknown']) {
        for (const one of guest[state]) {
          ++tallies[one][state];
          --tallies[one].runs;
        }
      }
      for (const one of guest.otherArch) --tallies[one].runs;
    }
  }
  return tallies[kind];
}

const firstHost = kind => visible(hosts[kinds[kind][0]]);

function tallyLinks(kind) {
  const tally = tallyOf(kind);
  return ['runs', 'cannot', 'unknown'].map(on => tally[on] === 0 ? '0' :
    element('a', {href: linkTo({host: hosts[kinds[kind][0]], on})}, number(tally[on])));
}

function kindRow(kind, isPrinted) {
  const names = hostNames([kind]);
  const few = names.length <= MOST_NAMES || isPrinted;
  return element('tr', {},
    element('th', {scope: 'row', class: 'number'}, String(kind + 1)),
    element('td', {class: 'number'}, number(names.length)),
    element('td', {class: 'names'}, few ? visible(names.join(', ')) :
      disclosure(`${firstHost(kind)} and ${counted(names.length - 1, 'other')}`,
        () => [element('p', {}, visible(names.join(', ')))])),
    ...tallyLinks(kind).map(link => element('td', {class: 'number'}, link)));
}

function showKind(kind) {
  const dialog = at('kind');
  const names = hostNames([kind]);
  const [runs, cannot, unknown] = tallyLinks(kind);
  const close = button({}, 'Close');
  close.addEventListener('click', () => dialog.close());
  dialog.replaceChildren(
    element('h2', {id: 'kind-title'}, `Kind ${kind + 1}: ${counted(names.length, 'host')}`),
    element('p', {}, names.length === 1 ? 'No other host offers the same.' :
      'These hosts offer the same.'),
    element('dl', {class: 'tally'},
      element('dt', {}, 'Guests that run'), element('dd', {}, runs),
      element('dt', {}, 'Guests that cannot run'), element('dd', {}, cannot),
      element('dt', {}, 'Guests of which it is unknown'), element('dd', {}, unknown)),
    element('ul', {class: 'hosts'}, ...names.map(name => element('li', {}, visible(name)))),
    element('p', {}, close));
  dialog.showModal();
}

function fillKinds(isPrinted) {
  at('kinds').querySelector('tbody').replaceChildren(
    ...[...kinds.keys()].map(kind => kindRow(kind, isPrinted)));
}
