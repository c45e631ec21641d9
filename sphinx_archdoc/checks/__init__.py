"""The rules that compare a catalogue with the code, as functions from values to findings."""
