// The guests that a view shows, in its order and groups.

// Returns the kinds of the host with that name; if there is none, of all hosts whose names contain
// it.
function kindsNamed(name) {
  if (name === '') return [...kinds.keys()];
  const exact = hosts.indexOf(name);
  if (exact >= 0) return [kinds.findIndex(numbers => numbers.includes(exact))];
  const part = name.toLowerCase();
  return [...kinds.keys()].filter(kind =>
    kinds[kind].some(host => hosts[host].toLowerCase().includes(part)));
}

function testsOf(view) {
  const tests = [];
  const words = view.text.toLowerCase().split(/\s+/).filter(word => word !== '');
  if (words.length > 0)
    tests.push(guest => words.every(word => searchedText(guest).includes(word)));
  if (view.verdict === 'unknown') tests.push(guest => guest.unknown.length > 0);
  else if (view.verdict !== '') tests.push(guest => guest.verdict === view.verdict);
  if (view.reason !== '') {
    const {reason} = view;
    tests.push(guest =>
      guest.findings.some(finding => finding.rule === reason || reasonOf(finding) === reason));
  }
  if (view.host !== '') {
    const named = new Set(kindsNamed(view.host));
    const isNamed = kind => named.has(kind);
    tests.push(
      view.on === 'runs' ?
        guest => named.size > 0 && !guest.invalid && !guest.cannot.some(isNamed) &&
          !guest.unknown.some(isNamed) && !guest.otherArch.some(isNamed) :
        guest => guest[view.on].some(isNamed));
  }
  return tests;
}

const ORDERS = {
  'hosts': (a, b) => a.rank - b.rank || a.place - b.place,
  '-hosts': (a, b) => b.rank - a.rank || a.place - b.place,
  'name': (a, b) => a.place - b.place,
  '-name': (a, b) => b.place - a.place,
};

function guestsShown(view) {
  const tests = testsOf(view);
  return guests.filter(guest => tests.every(test => test(guest))).sort(ORDERS[view.sort]);
}

// Returns the groups in the order shown, each {key, title, remark, members}. When grouped by
// reason, a guest is in the group of each of its reasons.
function groupsOf(shown, by) {
  const groups = new Map();
  const add = (key, guest) => {
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [guest]);
    else if (members.at(-1) !== guest) members.push(guest);
  };
  for (const guest of shown) {
    if (by === 'verdict') add(guest.verdict, guest);
    else if (by === 'folder') add(folderOf(guest), guest);
    else if (guest.findings.length === 0) add('', guest);
    else for (const finding of guest.findings) add(reasonOf(finding), guest);
  }
  const made = [...groups].map(([key, members]) => ({key, members, ...nameOfGroup(key, by)}));
  if (by === 'verdict') {
    const order = Object.keys(VERDICTS);
    return made.sort((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
  }
  if (by === 'folder') return made.sort((a, b) => (a.key < b.key ? -1 : 1));
  return made.sort((a, b) => (a.key === '') - (b.key === '') ||
    b.members.length - a.members.length || (a.key < b.key ? -1 : 1));
}

function nameOfGroup(key, by) {
  if (by === 'verdict') return {title: VERDICTS[key], remark: ''};
  if (by === 'folder') return {title: key === '' ? 'no folder' : visible(key), remark: ''};
  if (key === '') return {title: 'nothing found', remark: ''};
  const reason = reasons.get(key);
  const count = hostCount([...reason.kinds]);
  const rule = `[${visible(reason.rule)}]`;
  return {
    title: visible(reason.title),
    remark: (count === 0 ? ' ' :
      `, on ${number(count)} of ${counted(hosts.length, 'host')} `) + rule,
  };
}

// Returns the lines of the table, each {group, isOpen} or {guest}.
function linesOf(shown, view, areAllOpen) {
  if (view.group === '') return shown.map(guest => ({guest}));
  const groups = groupsOf(shown, view.group);
  return groups.flatMap(group => {
    const isOpen = areAllOpen || groups.length === 1 || view.open.has(group.key);
    return [{group, isOpen}, ...(isOpen ? group.members.map(guest => ({guest})) : [])];
  });
}
