// What the page shows about one guest when it is open.

const MOST_NAMES = 12;  // of hosts, listed without a click

// Returns the names of the hosts of some kinds, shown at once if there are few.
function hostList(numbers, title) {
  const names = hostNames(numbers);
  const list = () => [element('p', {class: 'names'}, visible(names.join(', ')))];
  if (names.length <= MOST_NAMES)
    return element('p', {class: 'names'}, title + ': ' + visible(names.join(', ')));
  return disclosure(title, list);
}

// Returns "kinds 1–3, 7", for paper, where the hosts of each kind are listed once.
function kindNumbers(numbers) {
  const spans = [];
  for (const kind of numbers) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === kind - 1) last[1] = kind;
    else spans.push([kind, kind]);
  }
  const text = spans.map(([from, to]) => from === to ? `${from + 1}` : `${from + 1}–${to + 1}`);
  return (numbers.length === 1 ? 'kind ' : 'kinds ') + text.join(', ');
}

// Returns the line of the guest's text with the value marked.
function sourceLine([before, value, behind]) {
  // Tabs stay, so that the line looks as in an editor.
  const part = text => text.split('\t').map(visible).join('\t');
  return element('pre', {},
    element('code', {}, part(before), element('mark', {}, part(value)), part(behind)));
}

function ruleText(rule) {
  return [
    element('p', {}, rule.explanation),
    element('p', {}, element('b', {}, 'What to do: '), rule.advice),
    element('p', {}, element('a', {href: rule.link, rel: 'noopener noreferrer'},
      'libvirt on this')),
  ];
}

function findingItem(guest, finding, isPrinted) {
  const item = element('li', {class: 'finding'},
    element('h3', {},
      element('span', {class: 'severity ' + finding.severity}, finding.severity), ' ',
      visible(finding.sentence)));
  const message = element('p', {});
  // Without a lack, the sentence is the message; with one, the message is about a single host.
  if (finding.lack) {
    const first = hosts.length > 1 && finding.kinds.length > 0 ? finding.kinds[0] : undefined;
    message.append(first === undefined ? '' : `On ${firstHost(first)}: `,
      visible(finding.message) + '. ');
  }
  if (finding.suggestion)
    message.append('Did you mean ', element('b', {}, `‘${visible(finding.suggestion)}’`), '?');
  if (message.hasChildNodes()) item.append(message);

  const place = element('p', {class: 'place'});
  if (finding.line !== undefined)
    place.append(`${visible(guest.guest)}:${finding.line}:${finding.column}`);
  else if (finding.path !== undefined)
    place.append(visible(finding.path));
  if (isPrinted) {
    const where = finding.kinds.length === 0 ? '' : kindNumbers(finding.kinds) + ', ';
    place.append(element('span', {}, ` (${where}rule ${visible(finding.rule)})`));
  }
  if (place.hasChildNodes()) item.append(place);
  if (finding.line !== undefined) item.append(sourceLine(finding.source));
  if (isPrinted) return item;

  if (finding.kinds.length > 0) {
    item.append(
      hostList(finding.kinds, `${counted(hostCount(finding.kinds), 'host')} concerned`));
  }
  const rule = rules.get(finding.rule);
  item.append(rule === undefined ?
    element('p', {class: 'quiet'}, 'Rule ' + visible(finding.rule)) :
    disclosure(`Rule ${rule.id}: ${rule.summary}`, () => ruleText(rule)));
  const others = reasons.get(reasonOf(finding)).guests;
  if (others > 1) {
    item.append(element('p', {},
      element('a', {href: linkTo({reason: reasonOf(finding)})},
        `All ${number(others)} guests with this reason`)));
  }
  return item;
}

// Returns where the guest runs and where it does not, and then what it lacks.
function guestDetail(guest, isPrinted) {
  const runs = runsOn(guest);
  const detail = element('div', {class: 'detail'});
  if (!guest.invalid) {
    const lists =
      [['Runs on', runs], ['Cannot run on', guest.cannot], ['Unknown on', guest.unknown],
        ['Not counted, of another architecture:', guest.otherArch]];
    const places = element('div', {class: 'places'});
    for (const [title, numbers] of lists) {
      if (numbers.length === 0) continue;
      const text = `${title} ${counted(hostCount(numbers), 'host')}`;
      places.append(isPrinted ?
        element('p', {class: 'names'}, `${text} (${kindNumbers(numbers)})`) :
        hostList(numbers, text));
    }
    detail.append(places);
  }
  if (guest.findings.length > 0) {
    detail.append(element('ul', {class: 'findings'},
      ...guest.findings.map(finding => findingItem(guest, finding, isPrinted))));
  } else if (guest.unknown.length > 0) {
    detail.append(element('p', {}, 'Nothing is known that stops this guest; of some hosts no ' +
      'document tells enough.'));
  } else {
    detail.append(element('p', {}, 'Nothing stops this guest.'));
  }
  if (!isPrinted) {
    detail.append(element('p', {},
      element('a', {href: linkTo({guest: guest.guest})}, 'Link to this guest')));
  }
  return detail;
}
