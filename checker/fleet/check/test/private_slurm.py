"""A Slurm cluster of one node, in the namespace that in_namespace.sh made."""
import os
import re
import socket
import subprocess
import time

FOLDER = "/run/cluster"
MUNGE = FOLDER + "/munge"
NODE = "node1"

# The node claims as many processors as an array of four tasks uses at once. Slurm tracks processes
# by their parents, because the test has no cgroups. A task that runs again waits until the
# credential of its first run has expired.
SLURM_CONF = f"""ClusterName=test
SlurmctldHost={NODE}(127.0.0.1)
SlurmUser=root
SlurmdUser=root
SlurmctldPort=6817
SlurmdPort=6818
AuthType=auth/munge
AuthInfo=socket={MUNGE}/socket,cred_expire=5
CredType=cred/munge
StateSaveLocation={FOLDER}/state
SlurmdSpoolDir={FOLDER}/spool
SlurmctldPidFile={FOLDER}/slurmctld.pid
SlurmdPidFile={FOLDER}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerParameters=sched_min_interval=0,sched_interval=1
ReturnToService=2
NodeName={NODE} NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=all Nodes={NODE} Default=YES MaxTime=10 State=UP
"""


class PrivateSlurm:
    """Runs within `with PrivateSlurm():`; commands find it by `environment`."""

    environment = {"SLURM_CONF": FOLDER + "/slurm.conf"}

    def __enter__(self):
        socket.sethostname(NODE)
        for folder in (FOLDER, MUNGE, FOLDER + "/state", FOLDER + "/spool"):
            os.mkdir(folder, 0o755)
        with open(FOLDER + "/slurm.conf", "w", encoding="utf-8") as file:
            file.write(SLURM_CONF)
        # The test needs no cgroups. Since 23.11 Slurm can be told so; before, the plugin of version 1
        # is the one that does not look for any at its start.
        version = re.search(r"(\d+)[.](\d+)", self.command("/usr/sbin/slurmd", "-V"))
        has_none = (int(version[1]), int(version[2])) >= (23, 11)
        with open(FOLDER + "/cgroup.conf", "w", encoding="utf-8") as file:
            file.write(f"CgroupPlugin={'disabled' if has_none else 'cgroup/v1'}\n")
        with open(os.open(MUNGE + "/key", os.O_CREAT | os.O_WRONLY, 0o400), "wb") as file:
            file.write(os.urandom(128))
        self.daemons = [
            self._run("/usr/sbin/munged", "--foreground", f"--key-file={MUNGE}/key",
                      f"--socket={MUNGE}/socket", f"--pid-file={MUNGE}/pid",
                      f"--log-file={MUNGE}/log", f"--seed-file={MUNGE}/seed")]
        self._wait(lambda: os.path.exists(MUNGE + "/socket"), "munged")
        self.daemons.append(self._run("/usr/sbin/slurmctld", "-D"))
        self.daemons.append(self._run("/usr/sbin/slurmd", "-D", "-N", NODE))
        self._wait(lambda: self.command("sinfo", "-h", "-o", "%T", check=False) == "idle\n",
                   "the node")
        return self

    def __exit__(self, *_):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            try:
                daemon.wait(timeout=10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()

    def command(self, *arguments, check=True, **more):
        """Runs a command of Slurm's and returns what it prints."""
        result = subprocess.run(arguments, env={**os.environ, **self.environment}, timeout=120,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
        if check and result.returncode != 0:
            raise RuntimeError(f"{arguments}: {result.returncode}: {result.stderr}{self.log()}")
        return result.stdout

    def log(self):
        """Returns what the daemons logged so far."""
        text = ""
        for name in sorted(os.listdir(FOLDER)):
            if name.endswith(".log"):
                with open(f"{FOLDER}/{name}", encoding="utf-8", errors="replace") as file:
                    text += f"\n{name}:\n{file.read()[-3000:]}"
        return text

    def _run(self, program, *arguments):
        with open(f"{FOLDER}/{os.path.basename(program)}.log", "wb") as out:
            return subprocess.Popen([program, *arguments], cwd="/", stdin=subprocess.DEVNULL,
                                    stdout=out, stderr=out, env={**os.environ, **self.environment})

    def _wait(self, is_there, what):
        deadline = time.monotonic() + 60
        while not is_there():
            ended = [daemon.args[0] for daemon in self.daemons if daemon.poll() is not None]
            if ended or time.monotonic() > deadline:
                raise RuntimeError(f"{what} is not there (ended: {ended}):{self.log()}")
            time.sleep(0.1)
