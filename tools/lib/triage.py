# SPDX-License-Identifier: GPL-2.0-only
"""What a crash file is, and how it is kept.

The judge is build/dev/fuzz-scenario in a fresh process, never the engine's.
"""
import hashlib
import re
import shutil
import subprocess

TARGET = 'build/dev/fuzz-scenario'
ORACLE = re.compile(r'^ORACLE (\S+) (\S+) sig=([0-9a-f]{16}) op=(\d+)', re.M)
# A sanitizer's, with the site of the hypervisor call the mediator was behind.
LAST_WORDS = re.compile(r'^ORACLE (\S+) (\S+) (\S+) cpu', re.M)
ERROR = re.compile(r'^ERROR (\S+) (.*)$', re.M)
SUMMARY = re.compile(r'^SUMMARY: AddressSanitizer: (\S+)', re.M)
FRAME = re.compile(r'^ +#\d+ 0x[0-9a-f]+ in (\w+) \S*(?:mediator|sim)/', re.M)


def digest(data):
    return hashlib.sha1(data).hexdigest()


class Failure:
    def __init__(self, kind, site, signature):
        self.kind, self.site, self.signature = kind, site, signature
        self.count, self.fine = 1, False
        self.text = None

    def headline(self):
        return f'{self.kind} at {self.site}, signature {self.signature}'

    def replay(self):
        return f"build/dev/ffasim run {'--fine ' * self.fine}{self.text}"


def crash(kind, said):
    """A sanitizer or signal: told apart by the innermost two frames of ours."""
    frames = FRAME.findall(said)[:2]
    text = ' '.join([kind] + frames)
    return Failure('crash' if kind != 'timeout' else kind,
                   f"{frames[0] if frames else '-'} ({kind})",
                   digest(text.encode())[:16])


def lost():
    """An engine's crash that a fresh process of another build does not have."""
    return Failure('error', 'nothing, for the dev build sees no failure',
                   digest(b'lost')[:16])


def triage(path, target=TARGET, fine=False):
    """The failure that PATH ends in, maybe in a fine run; None if it ends in
    none."""
    try:
        run = subprocess.run([target] + ['-fine'] * fine + [path], timeout=60,
                             capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        return crash('timeout', '')
    said = run.stderr.decode(errors='replace')
    if match := ORACLE.search(said):
        return Failure(match[1], match[2], match[3])
    if match := ERROR.search(said):
        return Failure('error', f'{match[1]}: {match[2]}',
                       digest(match[0].encode())[:16])
    if run.returncode == 0:
        return None
    if match := LAST_WORDS.search(said):
        return Failure(match[1], match[2],
                       digest(f'{match[1]} {match[2]}'.encode())[:16])
    if match := SUMMARY.search(said):
        return crash(match[1], said)
    if 'runtime error:' in said:
        return crash('undefined-behaviour', said)
    return crash(f'signal {-run.returncode}', said)


def save(failure, path, folder, ffasim):
    """The bytes and, if they convert, the text. Returns what to replay."""
    words = re.sub(r'[^a-z-]', '', failure.kind)
    name = f'{folder}/{words}-{failure.signature}'
    shutil.copy(path, name + '.bin')
    done = subprocess.run([ffasim, 'convert'] + ['--fine'] * failure.fine +
                          [name + '.bin', '-o', name + '.scn'],
                          capture_output=True, check=False)
    return name + ('.scn' if done.returncode == 0 else '.bin')

