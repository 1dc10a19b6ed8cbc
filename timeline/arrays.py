"""numpy, with BLAS held to one thread unless the user decided otherwise; the one module that imports numpy.

BLAS counts its threads once, when numpy is first imported.  Articles are spread over
processes, so more threads would only quarrel: on a busy machine the parser then takes
several times the processor time.
"""

import os

for _variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_variable, "1")

import numpy as np
import numpy.typing as npt

__all__ = ["np", "npt"]
