"""Those of CPython, but for ann_module: a module has no __annotations__ to
write to since Python 3.14, whose rules limbeck follows."""

import os

__path__.append(os.path.join(os.environ["CPYTHON_TESTS"], "typinganndata"))
