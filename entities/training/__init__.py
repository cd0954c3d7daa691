"""Builds the model that entities/nlp ships: corpora, lexicon, vectors, training, scores. Texts are read without it."""
