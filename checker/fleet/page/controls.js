// The controls above the table, which show and set the view.

const controls = at('controls');

function fillControls() {
  for (const control of controls.elements)
    if (control.name in SETTINGS) control.value = view[control.name];
  // The view may filter by a reason that no guest here has.
  if (controls.elements.reason.value !== view.reason) {
    controls.elements.reason.append(element('option', {value: view.reason}, visible(view.reason)));
    controls.elements.reason.value = view.reason;
  }
  controls.elements.on.disabled = view.host === '';
}

function reasonOptions() {
  const byRule = new Map();
  for (const reason of reasons.values()) {
    if (!byRule.has(reason.rule)) byRule.set(reason.rule, []);
    if (reason.value !== undefined) byRule.get(reason.rule).push(reason);
  }
  const options = [];
  for (const rule of [...byRule.keys()].sort()) {
    options.push(element('option', {value: rule},
      `${visible(rule)} (${number(ruleGuests.get(rule))})`));
    for (const reason of byRule.get(rule).sort((a, b) => b.guests - a.guests))
      options.push(element('option', {value: reason.key},
        `\u2003${visible(rule)}: ${visible(reason.value)} (${number(reason.guests)})`));
  }
  return options;
}
