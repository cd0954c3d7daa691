"""Builds the model that entities/nlp ships: corpora, lexicon, vectors, training, scores. Not used when texts are read."""
