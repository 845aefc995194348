"""Has a Dask cluster of one worker on this machine read: `cluster.py PATH`."""

import subprocess
import sys
from pathlib import Path

from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:  # type: ignore[no-untyped-call]
        kronika = Path(sys.executable).with_name("kronika")
        words = [kronika, "read", sys.argv[1], "--store", "cluster.db", "--scheduler", cluster.scheduler_address]
        sys.exit(subprocess.run(words, check=False).returncode)
