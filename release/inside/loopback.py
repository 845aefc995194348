"""Runs a program where there is no network but for this machine itself, whose interface starts closed."""

import fcntl
import os
import socket
import struct
import sys

READ, WRITE, UP = 0x8913, 0x8914, 1
"""Linux's numbers for the flags of an interface (SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP)."""

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
    name, flags = struct.unpack("16sh", fcntl.ioctl(asked, READ, struct.pack("16sh", b"lo", 0)))
    fcntl.ioctl(asked, WRITE, struct.pack("16sh", name, flags | UP))
os.execv(sys.argv[1], sys.argv[1:])
