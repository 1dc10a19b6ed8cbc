"""Read single keys from the terminal, including those typed ahead."""

import sys

import typer

if sys.platform == "win32":
    key = typer.getchar
else:
    import os
    import select
    import termios
    import tty

    ESCAPE, CTRL_C, CTRL_D = b"\x1b", b"\x03", b"\x04"

    def key() -> str:
        """Wait for a key; a special key, such as an arrow, gives its whole escape sequence.

        `typer.getchar` discards the keys typed before it is called (it sets the terminal with TCSAFLUSH) and
        returns several keys at once when they come fast.  Here they wait, and each call returns one.

        Raises:
            KeyboardInterrupt: Ctrl-C.
            EOFError: Ctrl-D, or the terminal is gone.
        """
        terminal = sys.stdin.fileno()
        before = termios.tcgetattr(terminal)
        try:
            tty.setraw(terminal, termios.TCSADRAIN)
            pressed = os.read(terminal, 1)
            while pressed.startswith(ESCAPE) and select.select([terminal], [], [], 0)[0]:
                pressed += os.read(terminal, 32)
        finally:
            termios.tcsetattr(terminal, termios.TCSADRAIN, before)
        if pressed == CTRL_C:
            raise KeyboardInterrupt
        if pressed in (CTRL_D, b""):
            raise EOFError
        return pressed.decode(errors="replace")
