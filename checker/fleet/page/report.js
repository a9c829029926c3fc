// The report: the data that domcheck wrote into the page, and what is derived from it.

const dataOf = id => JSON.parse(document.getElementById(id).textContent);
const {hosts, kinds} = dataOf('hosts-data');
const rules = new Map(dataOf('rules-data').rules.map(rule => [rule.id, rule]));
const guests = dataOf('guests-data');

const VERDICTS = {
  none: 'run on no host',
  some: 'run on some hosts',
  all: 'run on all hosts',
  invalid: 'cannot be read',
};

const hostCount = numbers => numbers.reduce((sum, kind) => sum + kinds[kind].length, 0);

// The number of hosts that count for a guest: those of another architecture do not.
const countOf = guest => hosts.length - hostCount(guest.otherArch);

function verdictOf(guest) {
  if (guest.invalid) return 'invalid';
  return guest.runs === countOf(guest) ? 'all' : guest.runs > 0 ? 'some' : 'none';
}

function folderOf(guest) {
  return guest.guest.slice(0, guest.guest.lastIndexOf('/') + 1);
}

// Identifies what a finding is about: its rule, and its value if it has one. Guests share reasons.
const reasonOf = finding =>
  finding.value === undefined ? finding.rule : finding.rule + ' ' + finding.value;

function hostNames(numbers) {
  return numbers.flatMap(kind => kinds[kind]).sort((a, b) => a - b).map(host => hosts[host]);
}

function runsOn(guest) {
  if (guest.invalid) return [];
  const others = new Set([...guest.cannot, ...guest.unknown, ...guest.otherArch]);
  return [...kinds.keys()].filter(kind => !others.has(kind));
}

// Adds derived data to each guest.
for (const guest of guests) {
  guest.verdict = verdictOf(guest);
  guest.rank = guest.invalid ? -1 : guest.runs;
  guest.searched = null;
}

// Ranks the guests by name; numbers in names compare as numbers.
{
  const {compare} = new Intl.Collator('en', {numeric: true});
  const inOrder = [...guests].sort((a, b) => compare(a.guest, b.guest) || a.number - b.number);
  inOrder.forEach((guest, place) => { guest.place = place; });
}

function searchedText(guest) {
  guest.searched ??= [
    guest.guest,
    ...guest.findings.flatMap(one => [one.rule, one.value ?? '', one.lack ?? '', one.message]),
  ].join('\n').toLowerCase();
  return guest.searched;
}

// For each reason, its title, the kinds of hosts that lack it, and the number of guests that have
// it.
const reasons = new Map();
const ruleGuests = new Map();
for (const guest of guests) {
  const counts = new Set();
  for (const finding of guest.findings) {
    const key = reasonOf(finding);
    if (!reasons.has(key)) {
      const {rule, value} = finding;
      const title = finding.lack ||
        (rules.get(rule)?.summary ?? rule) + (value === undefined ? '' : `: '${value}'`);
      reasons.set(key, {key, rule, value, title, kinds: new Set(), guests: 0});
    }
    const reason = reasons.get(key);
    for (const kind of finding.kinds) reason.kinds.add(kind);
    if (!counts.has(key)) ++reason.guests;
    counts.add(key);
    if (!counts.has('rule ' + finding.rule))
      ruleGuests.set(finding.rule, (ruleGuests.get(finding.rule) ?? 0) + 1);
    counts.add('rule ' + finding.rule);
  }
}
