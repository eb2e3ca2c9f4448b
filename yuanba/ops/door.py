"""The door of a worker process: the WSGI application, and an end with its parent.

A worker that outlived a killed parent would keep the port and serve an old program, so Linux is asked to end it too.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1

if sys.platform == "linux":
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == 1:
        os.kill(os.getpid(), signal.SIGKILL)

from yuanba.wsgi import application  # noqa: E402

__all__ = ["application"]
