# SPDX-License-Identifier: GPL-2.0-only
"""A headless Chromium, driven over its DevTools pipe: no more than Python."""
import base64
import json
import os
import shutil
import subprocess
import tempfile


def find():
    """The browser's program; None: this machine has none."""
    for name in ('chromium', 'chromium-browser', 'google-chrome'):
        if path := shutil.which(name):
            return path
    return None


class Browser:
    """One page. What goes wrong in it is in `errors`."""

    def __init__(self, program):
        self.profile = tempfile.mkdtemp(prefix='ffasim-browser-')
        read_end, self.write = os.pipe()
        self.read, write_end = os.pipe()
        # The program expects its two ends as 3 and 4.
        self.process = subprocess.Popen(
            ['sh', '-c', 'exec "$@" 3<&%d 4>&%d' % (read_end, write_end), 'sh',
             program, '--headless=new', '--no-sandbox', '--disable-gpu',
             '--disable-dev-shm-usage', '--no-first-run', '--disable-sync',
             '--disable-background-networking', '--disable-extensions',
             '--remote-debugging-pipe', f'--user-data-dir={self.profile}',
             'about:blank'], pass_fds=(read_end, write_end),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(read_end)
        os.close(write_end)
        self.left, self.number, self.session = b'', 0, None
        self.errors, self.requests, self.loaded = [], [], False
        targets = self.call('Target.getTargets')['targetInfos']
        page = next(t for t in targets if t['type'] == 'page')
        self.session = self.call('Target.attachToTarget', flatten=True,
                                 targetId=page['targetId'])['sessionId']
        for domain in ('Page', 'Runtime', 'Log', 'Network'):
            self.call(f'{domain}.enable')

    def receive(self):
        while b'\0' not in self.left:
            more = os.read(self.read, 1 << 16)
            if not more:
                raise RuntimeError('the browser is gone')
            self.left += more
        text, self.left = self.left.split(b'\0', 1)
        message = json.loads(text)
        method, said = message.get('method'), message.get('params', {})
        if method == 'Runtime.exceptionThrown':
            details = said['exceptionDetails']
            self.errors.append(details.get('exception', details).get(
                'description', details['text']))
        elif method == 'Log.entryAdded' and said['entry']['level'] == 'error':
            self.errors.append(said['entry']['text'])
        elif method == 'Network.requestWillBeSent':
            self.requests.append(said['request']['url'])
        elif method == 'Page.loadEventFired':
            self.loaded = True
        return message

    def call(self, method, **params):
        self.number += 1
        message = {'id': self.number, 'method': method, 'params': params}
        if self.session:
            message['sessionId'] = self.session
        data = json.dumps(message).encode() + b'\0'
        while data:
            data = data[os.write(self.write, data):]
        while True:
            answer = self.receive()
            if answer.get('id') == self.number:
                if 'error' in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return answer['result']

    def open(self, path, fragment=''):
        self.loaded = False
        self.call('Page.navigate', url='about:blank')
        while not self.loaded:
            self.receive()
        self.loaded = False
        self.errors.clear()
        self.requests.clear()
        self.call('Page.navigate',
                  url='file://' + os.path.abspath(path) + fragment)
        while not self.loaded:
            self.receive()

    def size(self, width, height):
        self.call('Emulation.setDeviceMetricsOverride', width=width,
                  height=height, deviceScaleFactor=1, mobile=False)

    def media(self, kind='screen', scheme='light'):
        self.call('Emulation.setEmulatedMedia', media=kind, features=[
            {'name': 'prefers-color-scheme', 'value': scheme}])

    def ask(self, expression):
        """The value of JavaScript, as Python has it."""
        answer = self.call('Runtime.evaluate', expression=expression,
                           returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in answer:
            raise RuntimeError(f"{expression}: {answer['exceptionDetails']}")
        return answer['result'].get('value')

    def key(self, key):
        """A key as the keyboard sends it: 'a', 'ArrowDown', 'Enter'."""
        codes = {'Enter': 13, 'Escape': 27, 'End': 35, 'Home': 36,
                 'ArrowUp': 38, 'ArrowDown': 40, 'Tab': 9}
        params = {'key': key, 'windowsVirtualKeyCode': codes.get(key, 0)}
        if len(key) == 1:
            params['text'] = key
        elif key == 'Enter':
            params['text'] = '\r'
        self.call('Input.dispatchKeyEvent', type='keyDown', **params)
        params.pop('text', None)
        self.call('Input.dispatchKeyEvent', type='keyUp', **params)

    def type(self, text):
        self.call('Input.insertText', text=text)

    def hover(self, selector):
        x, y = self.ask(f'''(() => {{ const r = document.querySelector(
            {json.dumps(selector)}).getBoundingClientRect();
            return [r.x + r.width / 2, r.y + r.height / 2]; }})()''')
        self.call('Input.dispatchMouseEvent', type='mouseMoved', x=x, y=y)
        return x, y

    def click(self, selector):
        x, y = self.hover(selector)
        for kind in ('mousePressed', 'mouseReleased'):
            self.call('Input.dispatchMouseEvent', type=kind, x=x, y=y,
                      button='left', clickCount=1)

    def screenshot(self, path):
        data = self.call('Page.captureScreenshot', format='png')['data']
        with open(path, 'wb') as file:
            file.write(base64.b64decode(data))

    def pdf(self):
        return base64.b64decode(self.call('Page.printToPDF',
                                          preferCSSPageSize=True)['data'])

    def close(self):
        try:
            self.session = None
            self.call('Browser.close')
        except (RuntimeError, OSError):
            self.process.kill()
        self.process.wait()
        os.close(self.read)
        os.close(self.write)
        shutil.rmtree(self.profile, ignore_errors=True)
