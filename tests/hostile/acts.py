"""Hostile answers to exercise 1.1: what each tries, and the points that it may earn.

A class of them is graded in `test_acts`. Whatever one does, the same student's other
exercises and next notebook, and everybody else's, must have all their points.
"""

from dataclasses import dataclass

MIME = "application/vnd.kit.answer+json"
SAID = '{"format": 1, "exercise": "1.1", "answer": 3, "why": ""}'


@dataclass(frozen=True)
class Act:
    """One hostile answer.

    Attributes
    ----------
    source
        The code of the answer cell of 1.1.
    points
        For 1.1: "2" where the answer is right after all; "any" where the act says
        two answers and nobody can tell which one comes last.
    slow
        Runs into a limit of time; left out of the small form.
    """

    source: str
    points: str = "0"
    slow: bool = False


LIE = {
    "displays the answer itself": Act(
        f"from IPython.display import display\ndisplay({{'{MIME}': {SAID}}}, raw=True)\ncount = 7"
    ),
    "publishes a result": Act(
        "from IPython import get_ipython\n"
        f"get_ipython().displayhook.write_format_data({{'{MIME}': {SAID}}}, {{}})\n"
        "get_ipython().displayhook.finish_displayhook()\ncount = 7"
    ),
    "answers ten times": Act(
        "\n".join(
            f"__import__('kit.exercise.check', fromlist=['x']).emit('1.1', {n})" for n in range(10)
        )
        + "\ncount = 7"
    ),
    "answers for another exercise": Act(
        f"from IPython.display import display\ndisplay({{'{MIME}': "
        "{'exercise': '1.2', 'answer': {'mapping': []}}}, raw=True)\ncount = 3",
        "2",
    ),
    "adds states to the display": Act(
        "import kit.exercise.check as c\nold = c.Emitted._repr_mimebundle_\n"
        "def new(self, **k):\n    found = old(self, **k)\n"
        "    found[c.MIME]['also'] = [{'exercise': '1.1', 'answer': n} for n in range(99)]\n"
        "    return found\n"
        "c.Emitted._repr_mimebundle_ = new\ncount = 7"
    ),
    "adds points to the display": Act(
        "import kit.exercise.check as c\nold = c.Emitted._repr_mimebundle_\n"
        "def new(self, **k):\n    found = old(self, **k)\n"
        "    found[c.MIME] |= {'points': 99, 'status': 'correct', 'max_points': 99}\n"
        "    return found\n"
        "c.Emitted._repr_mimebundle_ = new\ncount = 7"
    ),
    "replaces check and judge": Act(
        "import kit, kit.exercise.judge, kit.exercise.check\n"
        "kit.check = kit.exercise.check.check = lambda *a, **k: 'correct'\n"
        "kit.exercise.judge.judge = lambda *a, **k: 'correct'\ncount = 7"
    ),
    "equals everything": Act(
        "class Any(int):\n    __eq__ = lambda self, other: True\n"
        "    __hash__ = int.__hash__\n    __class__ = bool\ncount = Any(7)"
    ),
    "is an int that lies": Act(
        "class Lie(int):\n    __int__ = lambda self: 3\n    __index__ = lambda self: 3\n"
        "    __repr__ = lambda self: '3'\ncount = Lie(3)",
        "2",
    ),
    "is code when unpickled": Act(
        "class Boom:\n    def __reduce__(self):\n        import os\n"
        "        return os.system, ('touch /tmp/boom',)\ncount = Boom()"
    ),
    "is a str that lies": Act(
        "class Text(str):\n    __str__ = lambda self: self\n    encode = lambda self: b''\n"
        "count = Text('3')"
    ),
    "is a dict without end": Act(
        "class Endless(dict):\n    def items(self):\n        n = 0\n        while True:\n"
        "            n += 1\n            yield n, n\ncount = Endless(a=1)",
        slow=True,
    ),
    "is a generator without end": Act("import itertools\ncount = itertools.count()"),
    "holds itself": Act("count = []\ncount.append(count)"),
    "is as deep as can be": Act("count = 3\nfor _ in range(100_000):\n    count = [count]"),
    "has a million parts": Act("count = list(range(1_000_000))"),
    "is a text of fifty million letters": Act("count = 'x' * 50_000_000"),
    "is a number without end": Act("count = 10 ** 100_000"),
    "has keys that are no numbers": Act("count = {float('nan'): 1, float('inf'): 2}"),
    "is half a character": Act("count = chr(0xD800)"),
    "raises when looked at": Act(
        "class No:\n    def __getattribute__(self, name):\n        raise SystemExit('no')\n"
        "count = No()"
    ),
    "has an error without end": Act("raise ValueError('\\ud800\\x00\\x1b[31m' + 'x' * 10_000_000)"),
    "is a formula": Act("raise ValueError('=HYPERLINK(\"http://example.org\")')"),
}

BREAK = {
    "breaks json": Act("import json\njson.dumps = json.loads = None\ncount = 7"),
    "breaks pandas": Act(
        "import pandas as pd\npd.DataFrame.__len__ = lambda self: 1 / 0\n"
        "pd.DataFrame = pd.Series = None\ncount = 7"
    ),
    "breaks what displays": Act(
        "import sys\nfrom IPython import get_ipython\nget_ipython().displayhook.session = None\n"
        "sys.displayhook = None\nget_ipython().display_formatter.format = None\ncount = 7"
    ),
    "breaks encode": Act(
        "import kit.exercise.answer as a, kit.exercise.check as c\n"
        "a.encode = c.encode = None\ncount = 7"
    ),
    "breaks import": Act("import builtins\nbuiltins.__import__ = None\ncount = 7"),
    "empties the modules": Act("import sys\nsys.modules.clear()\ncount = 7"),
    "puts false modules in": Act(
        "import sys\nfor name in list(sys.modules):\n"
        "    if name.startswith('kit'):\n        sys.modules[name] = object()\ncount = 7"
    ),
    "empties the builtins": Act("import builtins\nvars(builtins).clear()\ncount = 7"),
    "empties the shell": Act("get_ipython().user_ns.clear()\nget_ipython().reset()\ncount = 7"),
    "closes every file": Act("import os\nos.closerange(0, 256)\ncount = 7"),
    "ends the outputs": Act(
        "import sys\nsys.stdout = sys.stderr = None\nsys.__stdout__ = None\ncount = 7"
    ),
    "deletes the case": Act(
        "import os, shutil\nshutil.rmtree(os.environ['KIT_COURSE'], ignore_errors=True)\ncount = 7"
    ),
    "changes the case": Act(
        "import os, pathlib\nfor path in pathlib.Path(os.environ['KIT_COURSE']).rglob('*.csv'):\n"
        "    path.write_text('loaf_id,kind\\n')\ncase.loaves = case.loaves[:0]\ncount = 7"
    ),
    "changes where the course is": Act("import os\nos.environ.clear()\nos.chdir('/')\ncount = 7"),
    "takes the recursion away": Act("import sys\nsys.setrecursionlimit(60)\ncount = 7"),
    "leaves a hook at the end": Act(
        "import atexit\natexit.register(lambda: print('still here'))\ncount = 3", "2"
    ),
    "hooks into every cell": Act(
        "ip = get_ipython()\nfor event in ('pre_run_cell', 'post_run_cell', 'pre_execute'):\n"
        "    ip.events.register(event, lambda *a: 1 / 0)\n"
        "ip.input_transformers_cleanup.append(lambda lines: ['count = 3\\n'])\ncount = 7"
    ),
    "traces everything": Act(
        "import sys, threading\ndef trace(*a):\n    raise SystemExit\n"
        "sys.settrace(trace); threading.settrace(trace)\ncount = 7"
    ),
}

END = {
    "os._exit": Act("import os\nos._exit(0)"),
    "exit()": Act("exit()"),
    "kills itself": Act("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\nos.abort()"),
    "breaks its own memory": Act("import ctypes\nctypes.string_at(1)"),
    "ends it later": Act(
        "import os, threading, time\n"
        "threading.Thread(target=lambda: (time.sleep(0.3), os._exit(1))).start()\ncount = 3",
        "2",
    ),
    "stops itself": Act("import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)\ncount = 3", "2"),
    "unwinds the stack": Act("def f():\n    f()\nimport sys\nsys.setrecursionlimit(10**9)\nf()"),
    "loops": Act("while True:\n    pass", slow=True),
    "loops and will not end": Act(
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass",
        slow=True,
    ),
    "loops in C": Act("sum(range(10**12))", slow=True),
    "waits for the keyboard": Act("count = int(input('How many?'))"),
    "reads standard input": Act(
        "import sys, os\ncount = len(os.read(0, 10)) + len(sys.stdin.read())"
    ),
    "sleeps": Act("import time\ntime.sleep(1000)", slow=True),
}

BLOAT = {
    "memory of one process": Act("x = bytearray(10**10)"),
    "memory, step by step": Act("x = []\nwhile True:\n    x.append(bytearray(b'1') * 10**7)"),
    "memory over many processes": Act(
        "import os, time\nfor _ in range(20):\n    if not os.fork():\n"
        "        x = bytearray(b'1') * (60 * 2**20)\n        time.sleep(60)\n        os._exit(0)\n"
        "time.sleep(60)"
    ),
    "memory that is shared": Act(
        "import mmap, time\nx = [mmap.mmap(-1, 50 * 2**20) for _ in range(20)]\n"
        "for m in x:\n    m.write(b'1' * (50 * 2**20))\ntime.sleep(60)"
    ),
    "a bomb of forks": Act(
        "import os\nwhile True:\n    try:\n        os.fork()\n    except OSError: pass"
    ),
    "a bomb of threads": Act(
        "import threading, time\nwhile True:\n"
        "    threading.Thread(target=time.sleep, args=(60,)).start()"
    ),
    "open files": Act("x = []\nwhile True:\n    x.append(open('/dev/null'))"),
    "pipes": Act("import os\nx = []\nwhile True:\n    x.append(os.pipe())"),
    "a full disk": Act(
        "n = 0\nwhile True:\n    n += 1\n    with open(f'fill{n}', 'wb') as file:\n"
        "        file.write(b'1' * 10**7)"
    ),
    "a disk of empty files": Act(
        "n = 0\nwhile True:\n    n += 1\n    open(f'empty{n}', 'w').close()"
    ),
    "a full shared memory": Act(
        "n = 0\nwhile True:\n    n += 1\n    with open(f'/dev/shm/{n}', 'wb') as file:\n"
        "        file.write(b'1' * 10**7)"
    ),
    "lines without end": Act("while True:\n    print('words ' * 100)", slow=True),
    "one line of two hundred million letters": Act("print('x' * 200_000_000)\ncount = 3", "0"),
    "a display of a hundred million": Act(
        "from IPython.display import display, HTML\ndisplay(HTML('x' * 100_000_000))\ncount = 3"
    ),
    "a thousand displays": Act(
        "from IPython.display import display\nfor n in range(1_000):\n    display(n)\ncount = 3",
        "2",
    ),
    "a thread that prints for ever": Act(
        "import threading\ndef shout():\n    while True: print('x' * 1000)\n"
        "threading.Thread(target=shout, daemon=True).start()\ncount = 3",
        "2",
        slow=True,
    ),
    "a thread that displays for ever": Act(
        "import threading\nfrom IPython.display import display\ndef shout():\n"
        "    while True: display('x')\n"
        "threading.Thread(target=shout, daemon=True).start()\ncount = 3",
        "2",
        slow=True,
    ),
    "daemons that outlive": Act(
        "import os, time\nif not os.fork():\n    os.setsid()\n    if not os.fork():\n"
        "        time.sleep(999)\n    os._exit(0)\ncount = 3",
        "2",
    ),
    "daemons that do not hear": Act(
        "import subprocess\nsubprocess.Popen(['nohup', 'setsid', 'sleep', '999'],"
        " start_new_session=True, stdout=subprocess.DEVNULL)\ncount = 3",
        "2",
    ),
}

SESSION = (
    "ip = get_ipython()\nkernel = ip.kernel\nsession, out = kernel.session, kernel.iopub_socket\n"
)
FORGE = {
    "a message in every cell's name": Act(
        SESSION + "import threading, time\ndef forge():\n    while True:\n"
        "        time.sleep(0.001)\n"
        "        session.send(out, 'execute_result', {'data': {'" + MIME + "': " + SAID + "},"
        " 'metadata': {}, 'execution_count': 1}, parent=kernel.get_parent())\n"
        "threading.Thread(target=forge, daemon=True).start()\ncount = 7",
        "any",
    ),
    "messages that are none": Act(
        SESSION
        + "for parts in ([b''], [b'<IDS|MSG>'], [b'x'] * 50, [b'<IDS|MSG>', b'0', b'{', b'{}',"
        " b'{}', b'{}'], [b'<IDS|MSG>'] + [b'[' * 5000] * 5):\n"
        "    out.send_multipart(parts)\ncount = 3",
        "2",
    ),
    "signed garbage": Act(
        SESSION + "for content in (b'3', b'[]', b'null', b'\"x\"', b'[' * 100_000, b'NaN',"
        " b'{\"data\": 3}', b'{\"text\": {\"a\": NaN}}', b'\\x80\\x04K\\x03.'):\n"
        "    for kind in ('stream', 'error', 'status', 'execute_result'):\n"
        "        msg = session.msg(kind, parent=kernel.get_parent())\n"
        "        parts = [session.pack(msg['header']), session.pack(msg['parent_header'])]\n"
        "        parts += [b'{}', content]\n"
        "        out.send_multipart([b'x', b'<IDS|MSG>', session.sign(parts), *parts])\ncount = 3",
        "2",
    ),
    "the end of every cell": Act(
        SESSION + "for _ in range(50):\n"
        "    session.send(out, 'status', {'execution_state': 'idle'}, parent=kernel.get_parent())\n"
        "count = 3",
        "2",
    ),
    "a reply of a gigabyte": Act(SESSION + "out.send_multipart([b'x' * 500_000_000])\ncount = 7"),
    "another key": Act("get_ipython().kernel.session.key = b'mine'\ncount = 7"),
    "no more sockets": Act(
        "import gc, zmq\nfor found in gc.get_objects():\n"
        "    if isinstance(found, zmq.Socket):\n        found.close(0)\ncount = 7"
    ),
}

ACTS = LIE | BREAK | END | BLOAT | FORGE
