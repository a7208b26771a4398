"""Judges answer one question: does this passage bear this claim out? Each is an `evidence.ports.Judge`."""
