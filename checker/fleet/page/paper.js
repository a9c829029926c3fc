// The page for printing: the whole list as it is filtered, each guest with its reasons, followed by
// what these refer to: the kinds of hosts and the rules.

const MOST_ON_PAPER = 1000;  // lines; a browser takes minutes to print hundreds of sheets of them

let openedForPrint = null;  // whether the kinds were open before; null while nothing is printed

function preparePaper() {
  if (openedForPrint !== null) return;
  openedForPrint = at('kinds').open;
  at('kinds').open = true;
  fillKinds(true);
  const all = linesOf(shown, view, true);
  showHeadings(view, kindsNamed(view.host));
  showBodies(tableBodies(all.slice(0, MOST_ON_PAPER), view, headed, true));
  at('paper-limit').hidden = all.length <= MOST_ON_PAPER;
  at('paper-limit').textContent = `The first ${number(MOST_ON_PAPER)} of ${number(all.length)} ` +
    'lines stand here. Filtered to fewer, the list is printed whole.';
  document.body.classList.toggle('many-kinds', headed.length > MOST_COLUMNS);

  const used = new Set(shown.flatMap(guest => guest.findings.map(finding => finding.rule)));
  at('glossary').hidden = used.size === 0;
  at('glossary').querySelector('dl').replaceChildren(...[...used].sort().flatMap(id => {
    const rule = rules.get(id);
    return [element('dt', {}, visible(id)),
      element('dd', {}, rule === undefined ? '' :
        `${rule.summary}. ${rule.explanation} What to do: ${rule.advice}`)];
  }));
}

function leavePaper() {
  if (openedForPrint === null) return;
  at('kinds').open = openedForPrint;
  openedForPrint = null;
  at('glossary').hidden = at('paper-limit').hidden = true;
  fillKinds(false);
  show();
}
