"""Compare two states of a catalogue: what changed, and what it means to those who rely on it.

:mod:`.classes` lists the changes with their class, :mod:`.pairing` finds the entries of both states that
are the same, :mod:`.compare` finds the changes, and :mod:`.comment` writes them for a pull request. Which
class a change has follows from the declarations of kinds (``nature``) and fields (``meaning``, ``change``).
"""
