'use strict';
// Shows the data block. Text gets into the page as text nodes and attributes only, so nothing that a
// compiler printed can become markup.
(() => {
  const data = JSON.parse(document.getElementById('data').textContent);
  const at = (id) => document.getElementById(id);
  const RED = new Set(['fail', 'error', 'xpass']);
  const MARKS = {pass: '✓', fail: '✗', error: '✗', xpass: '✗', xfail: '!', skip: '–'};
  const CLASSES = {pass: 'pass', fail: 'red', error: 'red', xpass: 'red', xfail: 'hole', skip: 'skip', '-': 'skip'};
  const EVIDENCE = new Set(['counterfactual', 'race', 'witness', 'run']);
  const WORST = ['error', 'fail', 'xpass', 'xfail', 'pass', 'skip'];

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (typeof value === 'function') node.addEventListener(key, value);
      else if (value === true) node.setAttribute(key, '');
      else if (value !== false && value !== undefined) node.setAttribute(key, value);
    }
    node.append(...children.flat().filter((child) => child !== undefined && child !== ''));
    return node;
  }
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
  const seconds = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(1)) + ' s';
  const unique = (values) => [...new Set(values)];
  const isRed = (finding) => RED.has(finding.verdict) && !finding.known;
  const worst = (findings) => WORST.find((each) => findings.some((one) => one.verdict === each)) || 'skip';

  // The cases, each with its findings and the rules that its variants name.
  const cases = new Map();
  for (const finding of data.findings) {
    if (!cases.has(finding.case)) cases.set(finding.case, {name: finding.case, findings: [], rules: []});
    const owner = cases.get(finding.case);
    owner.findings.push(finding);
    if (finding.rule && !owner.rules.includes(finding.rule)) owner.rules.push(finding.rule);
  }
  for (const each of cases.values()) {
    each.words = [each.name, ...each.rules, ...each.findings.flatMap((one) => [one.variant, one.file, one.reason,
      one.printed || '', one.help || '', ...(one.details || [])])].join('\n').toLowerCase();
  }
  const toolchains = unique([...data.toolchains.map((each) => each.name), ...data.findings.map((each) => each.toolchain)])
    .filter((name) => name !== '');

  // What is shown is in the address, so that it can be shared.
  const KEYS = ['text', 'rule', 'toolchain', 'verdict'];
  let filter = readHash();
  function readHash() {
    const hash = new URLSearchParams(location.hash.slice(1));
    const read = Object.fromEntries(KEYS.map((key) => [key, hash.get(key) || '']));
    read.open = hash.get('open') || '';
    if (hash.get('theme')) document.documentElement.dataset.theme = hash.get('theme');
    return read;
  }
  function writeHash() {
    const hash = new URLSearchParams(KEYS.filter((key) => filter[key]).map((key) => [key, filter[key]]));
    history.replaceState(null, '', '#' + hash);
  }
  function setFilter(change) {
    filter = {...filter, ...change};
    writeHash();
    show();
  }

  const hasToolchain = (finding) => !filter.toolchain || finding.toolchain === filter.toolchain;
  const hasVerdict = (finding) => !filter.verdict || finding.verdict === filter.verdict ||
    (filter.verdict === 'red' && isRed(finding)) || (filter.verdict === 'known' && finding.known);
  const fits = (finding) => hasToolchain(finding) && hasVerdict(finding);
  function shown(one) {
    if (filter.rule && !(filter.rule === 'none' ? one.rules.length === 0 : one.rules.includes(filter.rule))) return false;
    if (filter.text && !filter.text.toLowerCase().split(/\s+/).every((word) => one.words.includes(word))) return false;
    return one.findings.some(fits);
  }

  // The head of the page.
  function showHead() {
    const red = data.findings.filter(isRed).length;
    const known = data.findings.filter((each) => each.known).length;
    const all = data.findings.length;
    const headline = at('headline');
    if (!data.finished) {
      headline.className = 'red';
      headline.textContent = `✗ Cut short: ${all} of ${counted(data.planned, 'step')} judged, ${red} red`;
    } else if (red > 0) {
      headline.className = 'red';
      headline.textContent = `✗ ${red} red of ${counted(all, 'step')}`;
    } else {
      headline.className = 'pass';
      headline.textContent = `✓ ${counted(all, 'step')}, ` + (known > 0 ? `${known} known to be red` : 'all as expected');
    }
    const parts = Object.entries(data.verdicts).filter(([, count]) => count > 0).map(([name, count]) => `${count} ${name}`);
    if (known > 0 && red > 0) parts.push(`${known} of these known`);
    parts.push(`${counted(cases.size, 'case')} on ${counted(toolchains.length, 'toolchain')}`, `in ${seconds(data.seconds)}`);
    if (data.cached > 0) parts.push(`${data.cached} from the cache`);
    if (data.time) parts.push(data.time.replace('T', ' ').replace('Z', ' UTC'));
    at('facts').textContent = parts.join(' · ');
    for (const each of data.left_out) {
      at('facts').after(el('p', {class: 'left-out'}, `Left out: ${each.what}` + (each.help ? `; ${each.help}` : '')));
    }
  }

  // Rules down, toolchains across; a field filters.
  function showMatrix() {
    const {toolchains: names, rows} = data.matrix;
    at('matrix').append(el('table', {class: 'matrix'},
      el('thead', {}, el('tr', {}, el('th', {scope: 'col'}, 'Rule'), names.map((name) => el('th', {scope: 'col'}, name)))),
      el('tbody', {}, rows.map((row) => el('tr', {}, el('th', {scope: 'row'},
        el('span', {class: 'code'}, row.rule || 'no rule'), el('span', {class: 'title'}, row.title)),
      row.cells.map((cell, index) => el('td', {}, matrixField(row.rule || 'none', names[index], cell))))))));
    at('matrix').append(el('p', {class: 'skip'}, 'Steps: ✓ as it should be, ! a known hole, ✗ red; then the evidence beyond the ' +
      'compile: how much was shown, or - where the toolchain was not asked for any.'));
    if (rows.length === 0) at('overview').hidden = true;
  }
  function matrixField(code, toolchain, cell) {
    if (cell === null) return el('span', {class: 'skip'}, el('span', {'aria-label': 'nothing', role: 'img'}, '·'));
    return el('button', {type: 'button', class: CLASSES[cell.verdict], 'data-rule': code, 'data-toolchain': toolchain,
      'aria-label': `${code === 'none' ? 'no rule' : code} on ${toolchain}: ${cell.verdict}, ${cell.text}; show these`,
      click: () => {
        setFilter({rule: code, toolchain, verdict: '', text: ''});
        at('cases').scrollIntoView();
      }}, cell.text);
  }

  // What `mustfail compare` measured: its titles, then a row for each program and language.
  function showComparison() {
    if (data.comparison.length === 0) return;
    const [titles, ...rows] = data.comparison;
    const row = (fields, name, scope) => el('tr', {}, fields.map((text, i) => i === 0
      ? el('th', {scope}, text) : el(name, name === 'th' ? {scope} : {}, text)));
    at('comparison').querySelector('.scroll').append(el('table', {},
      el('thead', {}, row(titles, 'th', 'col')), el('tbody', {}, rows.map((each) => row(each, 'td', 'row')))));
    at('comparison').hidden = false;
  }

  // Times, earlier runs, and what was skipped.
  function fold(title, ...content) {
    return el('details', {class: 'fold'}, el('summary', {}, title), content);
  }
  function bars(rows) {
    const most = Math.max(...rows.map(([, value]) => value), 1e-9);
    return el('div', {class: 'bars'}, rows.map(([label, value]) => {
      const bar = el('span', {class: 'bar'});
      bar.style.width = `${100 * value / most}%`;
      return [el('span', {}, label), bar, el('span', {}, seconds(value))];
    }).flat());
  }
  function showTimes() {
    const sum = (key) => unique(data.findings.map((each) => each[key])).filter((name) => name !== '').map((name) =>
      [name, data.findings.filter((each) => each[key] === name).reduce((total, each) => total + each.seconds, 0)]);
    const slowest = [...data.findings].sort((a, b) => b.seconds - a.seconds).slice(0, 12);
    at('more').append(fold('Times',
      el('h3', {}, 'Slowest steps'),
      bars(slowest.map((each) => [`${each.case}/${each.variant} on ${each.toolchain}, ${each.step}`, each.seconds])),
      el('h3', {}, 'By toolchain'), bars(sum('toolchain')), el('h3', {}, 'By step'), bars(sum('step'))));
  }
  function redNames() {
    return data.findings.filter((each) => RED.has(each.verdict)).map((each) => each.step === 'snapshot' ?
      `${each.case}/${each.variant}` : `${each.case}/${each.variant} on ${each.toolchain}, ${each.step}`);
  }
  function showHistory() {
    if (data.history.length === 0) return;
    const runs = [...data.history, {name: 'this run', time: data.time, seconds: data.seconds, verdicts: data.verdicts, red: redNames()}];
    const rows = runs.map((run, index) => {
      const before = new Set(index > 0 ? runs[index - 1].red : run.red);
      const now = new Set(run.red);
      const list = (names) => names.length === 0 ? '' : el('ul', {}, names.slice(0, 20).map((name) => el('li', {}, name)));
      return el('tr', {}, el('th', {scope: 'row'}, run.time ? run.time.replace('T', ' ').replace('Z', '') : run.name),
        el('td', {class: 'number'}, seconds(run.seconds)),
        el('td', {class: 'number ' + (run.red.length > 0 ? 'red' : 'pass')}, String(run.red.length)),
        el('td', {class: 'number'}, String(Object.values(run.verdicts).reduce((a, b) => a + b, 0))),
        el('td', {}, list(run.red.filter((name) => !before.has(name)))),
        el('td', {}, list([...before].filter((name) => !now.has(name)))));
    });
    at('more').append(fold(`History: ${counted(runs.length, 'run')}`, chart(runs), el('div', {class: 'scroll', tabindex: '0', role: 'group',
      'aria-label': 'History'}, el('table', {id: 'history'},
      el('thead', {}, el('tr', {}, ['run', 'time', 'red', 'steps', 'newly red', 'no longer red'].map((title, index) =>
        el('th', {scope: 'col', class: index > 0 && index < 4 ? 'number' : undefined}, title)))), el('tbody', {}, rows)))));
  }
  function chart(runs) {
    const draw = (tag, attributes, text) => {
      const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      if (text !== undefined) node.textContent = text;
      return node;
    };
    const most = Math.max(...runs.map((run) => run.seconds), 1e-9);
    const x = (index) => 40 + (runs.length === 1 ? 0 : 540 * index / (runs.length - 1));
    const y = (value) => 110 - 90 * value / most;
    const svg = draw('svg', {class: 'chart', viewBox: '0 0 600 130', role: 'img',
      'aria-label': `Seconds of the last ${runs.length} runs; the table below has the numbers`});
    svg.append(draw('line', {class: 'axis', x1: 40, x2: 590, y1: 110, y2: 110}), draw('text', {x: 0, y: 24}, seconds(most)),
      draw('polyline', {class: 'time', points: runs.map((run, index) => `${x(index)},${y(run.seconds)}`).join(' ')}));
    runs.forEach((run, index) => {
      const point = draw('circle', {class: run.red.length > 0 ? 'point bad' : 'point', cx: x(index), cy: y(run.seconds), r: 4});
      point.append(draw('title', {}, `${run.name}: ${seconds(run.seconds)}, ${run.red.length} red`));
      svg.append(point);
    });
    return svg;
  }
  function showSkips() {
    const reasons = new Map();
    for (const each of data.findings) {
      if (each.verdict !== 'skip' && each.verdict !== 'xfail') continue;
      const text = `${each.verdict}: ${each.reason}`;
      reasons.set(text, (reasons.get(text) || 0) + 1);
    }
    if (reasons.size === 0) return;
    at('more').append(fold('Skipped, and known holes', el('ul', {}, [...reasons].map(([reason, count]) =>
      el('li', {}, `${reason} (${counted(count, 'step')})`)))));
  }

  // One case.
  function gist(one) {
    const findings = one.findings.filter(hasToolchain);
    const bad = findings.filter(isRed);
    if (bad.length > 0) {
      return `${bad.length} red: ${bad[0].reason.slice(0, 90)}${bad[0].reason.length > 90 ? '…' : ''}`;
    }
    const parts = [];
    const compiled = findings.filter((each) => each.step === 'compile' && each.mode === 'compile-fail' && each.verdict === 'pass');
    const raced = findings.filter((each) => each.step === 'race' && each.verdict === 'pass');
    const ran = findings.filter((each) => each.step === 'run' && each.verdict === 'pass');
    const holes = findings.filter((each) => each.verdict === 'xfail');
    if (compiled.length > 0) parts.push('rejected');
    if (raced.length > 0) parts.push('races');
    if (ran.length > 0) parts.push('twin runs clean');
    if (holes.length > 0) parts.push('known hole');
    if (findings.some((each) => each.not_asked) && !findings.some((each) => EVIDENCE.has(each.step))) parts.push('-');
    if (findings.some((each) => each.known)) parts.push('known to be red');
    return parts.join(' · ') || findings.map((each) => each.verdict)[0] || '';
  }
  function caseNode(one) {
    const verdict = worst(one.findings.filter(hasToolchain));
    const bad = one.findings.some((each) => hasToolchain(each) && isRed(each));
    const style = bad ? 'red' : CLASSES[verdict] === 'red' ? 'hole' : CLASSES[verdict];
    const node = el('details', {class: 'case' + (bad ? ' bad' : ''), 'data-case': one.name},
      el('summary', {}, el('span', {class: 'mark ' + style, 'aria-hidden': 'true'}, MARKS[verdict]),
        el('span', {class: 'name'}, one.name), el('span', {class: 'sr'}, verdict),
        el('span', {class: 'codes'}, one.rules.join(' ')), el('span', {class: 'gist ' + style}, gist(one))));
    // A case's content is made when it is opened: there may be thousands.
    node.addEventListener('toggle', () => {
      if (node.open) fill(node, one);
    });
    return node;
  }
  function fill(node, one) {
    if (node.querySelector('.body')) return;
    const variants = unique(one.findings.map((each) => each.variant));
    const body = el('div', {class: 'body'});
    const sources = el('div', {class: 'sources'});
    for (const variant of variants) {
      const own = one.findings.filter((each) => each.variant === variant && each.step !== 'snapshot');
      if (own.length > 0) sources.append(sourceNode(variant, own));
    }
    body.append(sources);
    addTwins(body, one, variants);
    body.append(stepsTable(one.findings.filter(fits)));
    addSaid(body, one, variants);
    addOutput(body, one, variants);
    node.append(body);
  }
  function sourceNode(variant, findings) {
    const file = findings[0].file;
    const text = data.sources[file];
    const chosen = findings.filter(hasToolchain);
    const lit = new Set(chosen.filter((each) => each.step === 'compile').flatMap((each) => each.lines || []));
    const raced = new Set(chosen.flatMap((each) => each.races || []));
    const must = findings[0].mode === 'compile-fail' ? 'must not compile' : findings[0].mode === 'run-pass' ?
      'must compile, run and be clean' : 'must compile';
    return el('figure', {class: 'source'}, el('figcaption', {}, el('strong', {}, file.split('/').pop()), el('span', {class: 'skip'}, must)),
      text === undefined ? el('p', {class: 'none'}, `${file} could not be read when this page was made.`) : code(text, lit, raced, file));
  }
  function addTwins(body, one, variants) {
    for (const [extension, language] of [['.rs', 'Rust'], ['.go', 'Go']]) {
      const files = variants.map((variant) => one.findings.find((each) => each.variant === variant).file.replace(/\.[^./]*$/, extension))
        .filter((file) => data.sources[file] !== undefined);
      if (files.length === 0) continue;
      body.append(el('h3', {}, `The same in ${language}`), el('div', {class: 'sources'}, files.map((file) => el('figure', {class: 'source'},
        el('figcaption', {}, el('strong', {}, file.split('/').pop())), code(data.sources[file], new Set(), new Set(), file)))));
    }
  }
  const TOKENS = new RegExp([
    /(?<c>\/\/[^\n]*|\/\*[\s\S]*?\*\/)/, /(?<s>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])')/, /(?<n>\b\d[\w.']*)/,
    new RegExp('(?<k>^[ \\t]*#\\w+|\\b(?:alignas|as|auto|bool|break|case|catch|char|class|co_await|co_return|co_yield|const|consteval|constexpr|' +
      'continue|decltype|default|defer|delete|do|double|else|enum|explicit|extern|false|final|float|fn|for|friend|func|go|if|impl|in|inline|int|let|long|' +
      'loop|match|mod|move|mut|mutable|namespace|new|noexcept|nullptr|operator|package|private|protected|public|pub|range|return|requires|short|signed|' +
      'sizeof|static|static_assert|struct|switch|template|this|thread_local|throw|true|try|type|typename|union|unsafe|unsigned|use|using|var|virtual|' +
      'void|volatile|where|while)\\b)'),
  ].map((each) => each.source).join('|'), 'gm');
  function code(text, lit, raced, file) {
    const rows = [[]];
    const put = (kind, piece) => piece.split('\n').forEach((part, index) => {
      if (index > 0) rows.push([]);
      if (part !== '') rows[rows.length - 1].push(kind ? el('span', {class: kind}, part) : part);
    });
    let end = 0;
    for (const match of text.replace(/\n$/, '').matchAll(TOKENS)) {
      put('', text.slice(end, match.index));
      put(Object.keys(match.groups).find((key) => match.groups[key] !== undefined), match[0]);
      end = match.index + match[0].length;
    }
    put('', text.replace(/\n$/, '').slice(end));
    return el('div', {class: 'code-lines', tabindex: '0', role: 'group', 'aria-label': `Source of ${file}`}, rows.map((row, index) => {
      const line = index + 1;
      const flags = [];
      if (lit.has(line)) flags.push(el('span', {class: 'flag rejected'}, 'rejected'));
      if (raced.has(line)) flags.push(el('span', {class: 'flag'}, 'races'));
      return el('span', {class: 'row' + (lit.has(line) ? ' lit' : '') + (raced.has(line) ? ' raced' : '')}, row, flags);
    }));
  }
  // What a toolchain was not asked for is a step too, with a dash: what another one showed is not its own.
  function withDashes(findings) {
    if (filter.verdict) return findings;
    const dashes = findings.flatMap((each) => (each.not_asked || []).map((step) => ({variant: each.variant, step,
      toolchain: each.toolchain, verdict: '-', reason: 'not asked for: this toolchain only compiled', seconds: null})));
    return [...findings, ...dashes];
  }
  // Toolchains that saw the same are one row.
  function stepsTable(seen) {
    const findings = withDashes(seen);
    const rows = new Map();
    for (const each of findings) {
      const key = JSON.stringify([each.variant, each.step, each.verdict, each.reason, each.details, each.help, each.known]);
      if (!rows.has(key)) rows.set(key, []);
      rows.get(key).push(each);
    }
    return el('div', {class: 'scroll', role: 'group', 'aria-label': 'Steps', tabindex: '0'}, el('h3', {}, 'What was seen'), el('table', {class: 'steps'},
      el('thead', {}, el('tr', {}, ['', 'variant', 'step', 'toolchains', 'what was seen', 'time'].map((title) =>
        el('th', {scope: 'col', class: title === 'time' ? 'number' : undefined}, title || el('span', {class: 'sr'}, 'verdict'))))),
      el('tbody', {}, [...rows.values()].map((same) => stepRow(same)))));
  }
  function stepRow(same) {
    const first = same[0];
    const seen = el('td', {class: 'seen'}, first.reason);
    if (first.known) seen.append(' ', el('span', {class: 'badge hole'}, 'known'));
    if (first.details) seen.append(el('ul', {}, first.details.map((line) => el('li', {}, line))));
    if (first.help) seen.append(el('p', {class: 'help'}, 'help: ' + first.help));
    for (const each of same) {
      if (each.stacks) seen.append(el('details', {}, el('summary', {}, `both stacks (${each.toolchain})`), el('pre', {class: 'said'}, each.stacks)));
      if (each.by_hand) seen.append(el('details', {}, el('summary', {}, `by hand (${each.toolchain})`), el('pre', {class: 'said'}, each.by_hand)));
    }
    const times = same.map((each) => each.seconds);
    const time = times[0] === null ? '' : same.length === 1 ? seconds(times[0]) : `${Math.min(...times).toFixed(2)}–${seconds(Math.max(...times))}`;
    return el('tr', {}, el('td', {class: CLASSES[first.verdict]}, first.verdict === '-' ? '-' : `${MARKS[first.verdict]} ${first.verdict}`), el('td', {}, first.variant),
      el('td', {}, first.step), el('td', {}, same.map((each) => each.toolchain).join(', ')), seen, el('td', {class: 'number'}, time));
  }
  function addSaid(body, one, variants) {
    for (const variant of variants) {
      const texts = new Map();
      for (const each of one.findings.filter((finding) => finding.variant === variant && hasToolchain(finding) && finding.printed)) {
        const key = `${each.step}\n${each.printed}`;
        if (!texts.has(key)) texts.set(key, {step: each.step, text: each.printed, toolchains: []});
        texts.get(key).toolchains.push(each.toolchain);
      }
      for (const said of texts.values()) {
        body.append(el('h3', {}, `What ${said.toolchains.join(', ')} said of ${variant}` + (said.step === 'compile' ? '' : `, ${said.step}`)),
          el('pre', {class: 'said'}, said.text));
      }
    }
  }
  function addOutput(body, one, variants) {
    for (const variant of variants) {
      for (const text of unique(one.findings.filter((each) => each.variant === variant && hasToolchain(each) && each.output).map((each) => each.output))) {
        body.append(el('h3', {}, `What ${variant} printed`), el('pre', {class: 'said'}, text));
      }
    }
  }

  // The list.
  function show() {
    at('filter-text').value = filter.text;
    for (const key of ['rule', 'toolchain', 'verdict']) at('filter-' + key).value = filter[key];
    const chosen = [...cases.values()].filter(shown)
      .sort((a, b) => Number(b.findings.some(isRed)) - Number(a.findings.some(isRed)));
    at('list').replaceChildren(...chosen.map(caseNode));
    if (chosen.length === 0) at('list').append(el('p', {class: 'none'}, 'Nothing fits. Show all: Esc.'));
    at('count').textContent = `${chosen.length} of ${counted(cases.size, 'case')}`;
    for (const button of document.querySelectorAll('.matrix button')) {
      button.setAttribute('aria-pressed', String(button.dataset.rule === filter.rule && button.dataset.toolchain === filter.toolchain));
    }
    // What is red is open, while that is a handful.
    const red = chosen.filter((each) => each.findings.some((one) => fits(one) && isRed(one))).map((each) => each.name);
    for (const node of document.querySelectorAll('.case')) {
      const name = node.dataset.case;
      if (name === filter.open || chosen.length === 1 || (red.length <= 5 && red.includes(name))) openCase(node);
    }
  }
  function openCase(node) {
    fill(node, cases.get(node.dataset.case));
    node.open = true;
  }
  function options(select, values) {
    select.append(...values.map(([value, text]) => el('option', {value}, text)));
  }
  function move(step) {
    const heads = [...document.querySelectorAll('.case > summary')];
    const now = heads.indexOf(document.activeElement.closest ? document.activeElement.closest('summary') : null);
    const next = heads[Math.min(heads.length - 1, Math.max(0, now + step))];
    if (next) next.focus();
  }
  function listen() {
    at('filter-text').addEventListener('input', (event) => setFilter({text: event.target.value}));
    for (const key of ['rule', 'toolchain', 'verdict']) {
      at('filter-' + key).addEventListener('change', (event) => setFilter({[key]: event.target.value}));
    }
    const reset = () => setFilter({text: '', rule: '', toolchain: '', verdict: '', open: ''});
    at('filters').addEventListener('reset', (event) => {
      event.preventDefault();
      reset();
    });
    at('filters').addEventListener('submit', (event) => event.preventDefault());
    at('skip-link').addEventListener('click', (event) => {
      event.preventDefault();
      at('cases').focus();
    });
    at('theme').addEventListener('click', () => {
      const dark = getComputedStyle(document.documentElement).getPropertyValue('--page').trim() === '#12161b';
      document.documentElement.dataset.theme = dark ? 'light' : 'dark';
      at('theme').setAttribute('aria-label', dark ? 'Colours: light' : 'Colours: dark');
    });
    addEventListener('hashchange', () => {
      filter = readHash();
      show();
    });
    addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
      if (event.key === 'Escape') {
        if (typing) event.target.blur();
        reset();
      } else if (!typing && event.key === '/') {
        event.preventDefault();
        at('filter-text').focus();
      } else if (!typing && (event.key === 'j' || event.key === 'k')) {
        move(event.key === 'j' ? 1 : -1);
      } else if (!typing && event.key === 'r') {
        setFilter({verdict: filter.verdict === 'red' ? '' : 'red'});
      }
    });
    // On paper everything that is shown is open.
    addEventListener('beforeprint', () => document.querySelectorAll('.case').forEach(openCase));
  }

  const codes = unique([...cases.values()].flatMap((each) => each.rules)).sort();
  options(at('filter-rule'), [['', 'all'], ...codes.map((code) => [code, code]), ['none', 'no rule']]);
  options(at('filter-toolchain'), [['', 'all'], ...toolchains.map((name) => [name, name])]);
  options(at('filter-verdict'), [['', 'all'], ['red', 'red: fail, error, xpass'], ['pass', 'pass'], ['fail', 'fail'], ['error', 'error'],
    ['xpass', 'xpass'], ['xfail', 'xfail'], ['skip', 'skip'], ['known', 'known, in the baseline']]);
  showHead();
  showMatrix();
  showComparison();
  showHistory();
  showTimes();
  showSkips();
  listen();
  show();
})();
