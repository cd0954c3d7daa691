"""Trains the shipped pipeline, which finds names, from corpora, with a fixed seed; then scores it.

corpora -> lexicon -> vectors -> examples -> spaCy's own training loop -> assemble -> prune -> scores
"""

import json
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as train_loop
from spacy.util import load_config_from_str
from spacy.vectors import Vectors

from entities.nlp import tongue
from entities.training import corpora, lexicon, vectors
from entities.training.corpora import Example

VERSION = "1.1.0"  # goes up when the weights change: it stands on every row that they helped to find
SEED = 1
DIMENSIONS = 64
COMMON_WORDS, OWN_WORDS = 13_000, 7_000
TITLE_COPIES, LOWER_COPIES = 0.10, 0.05
# News is learned once more with other names in their places, as it is the new names that are hard to find.
RENAMED = {"set_sr": 0.5, "set_hr": 0.5, "ewt": 0.25, "gum": 0.25, "wikigold": 0.25}
# Corpora near to what we read are seen more often; tweets that are not news are left out.
OUR_OWN = {"albanian": 6, "macedonian": 6, "serbian_cyrillic": 6, "bosnian": 6, "english": 4}
TIMES = {"gum": 2, "set_sr": 2} | OUR_OWN
LEFT_OUT = {"btc_a", "btc_b", "btc_h"}
# These have dev parts far larger than their train parts, of a kind we do not read: they teach, others choose.
DEV_TEACHES = ("crossner_", "wnut17")
# Of legal texts, whose names are of another kind: they teach, but do not choose.
NOT_CHOOSING = {"comtext"}

NER_CONFIG = """
[system]
gpu_allocator = null
seed = 1
[nlp]
lang = "xwb"
pipeline = ["tok2vec", "ner"]
batch_size = 32
[components]
[components.tok2vec]
factory = "tok2vec"
[components.tok2vec.model]
@architectures = "spacy.Tok2Vec.v2"
[components.tok2vec.model.embed]
@architectures = "spacy.MultiHashEmbed.v2"
width = 96
attrs = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "LANG", "LOWER"]
rows = [7000, 1500, 3000, 1500, 128, 4000]
include_static_vectors = true
[components.tok2vec.model.encode]
@architectures = "spacy.MaxoutWindowEncoder.v2"
width = 96
depth = 4
window_size = 1
maxout_pieces = 3
[components.ner]
factory = "ner"
[components.ner.model]
@architectures = "spacy.TransitionBasedParser.v2"
state_type = "ner"
extra_state_tokens = false
hidden_width = 64
maxout_pieces = 2
use_upper = true
nO = null
[components.ner.model.tok2vec]
@architectures = "spacy.Tok2VecListener.v1"
width = 96
[training]
gpu_allocator = null
seed = 1
dropout = 0.2
patience = 0
max_epochs = 0
max_steps = 0
eval_frequency = 0
[training.optimizer]
@optimizers = "Adam.v1"
L2 = 0.01
use_averages = true
[training.optimizer.learn_rate]
@schedules = "warmup_linear.v1"
warmup_steps = 250
total_steps = 0
initial_rate = 0.0015
[training.batcher]
@batchers = "spacy.batch_by_words.v1"
discard_oversize = false
tolerance = 0.2
[training.batcher.size]
@schedules = "compounding.v1"
start = 300
stop = 1600
compound = 1.002
[training.score_weights]
ents_f = 1.0
"""

Report = Callable[[str], object]


def build(folders: Sequence[Path], gazetteer: Path, target: Path, work: Path, steps: int, report: Report) -> None:
    """Makes the whole model anew in `target`; `work` keeps what is made on the way. A step is about 1,600 words.

    gazetteer  the folder of our own lists of names, which the lexicon takes in
    """
    work.mkdir(parents=True, exist_ok=True)
    target.mkdir(parents=True, exist_ok=True)
    words = lexicon.build(tongue.LEXICON, gazetteer)
    tongue.lexicon.cache_clear()
    report(f"lexicon: {words:,} words, {tongue.LEXICON.stat().st_size / 1e6:.1f} MB")
    train_files = [path for path in corpora.find(folders, "train") if _corpus(path) not in LEFT_OUT]
    dev_files = corpora.find(folders, "dev")
    train_files += [path for path in dev_files if _corpus(path).startswith(DEV_TEACHES)]
    dev_files = [path for path in dev_files if path not in train_files]
    if not train_files or not dev_files:
        raise FileNotFoundError(f"no *.train.jsonl and *.dev.jsonl below {', '.join(map(str, folders))}")
    _vectors(train_files, work, report)
    _docs(train_files, dev_files, work, report)
    _save(_train(work, steps, report), target, report)


def _corpus(path: Path) -> str:
    return path.name.split(".")[0]


def _vectors(files: Iterable[Path], work: Path, report: Report) -> None:
    """Static vectors; each row is found by the word in lower case and with a capital, in Latin letters.

    (spaCy 3.8 forgets Vectors(attr="NORM") when it saves: surface forms are all that can be looked up.)
    """
    if (work / "vectors").exists():
        report("vectors: as made before")
        return
    nlp = spacy.blank(tongue.CODE)
    normed = (
        tongue.norm(word.strip(".,;:!?()\"“”„'’"))
        for path in files
        for _, sentences in corpora.read(path)
        for sentence in sentences
        for word in sentence.text.split()
    )
    words = vectors.chosen_words(normed, COMMON_WORDS, OWN_WORDS)
    report(f"vectors: encoding {len(words):,} words")
    rows = vectors.reduced(vectors.Encoder().encode(words), DIMENSIONS)
    table = Vectors(strings=nlp.vocab.strings, data=rows, name="minilm")
    for row, word in enumerate(words):
        for key in dict.fromkeys((word, word.capitalize())):
            hashed = nlp.vocab.strings.add(key)
            if hashed not in table:
                table.add(hashed, row=row)
    nlp.vocab.vectors = table
    nlp.to_disk(work / "vectors")


def _docs(train_files: Sequence[Path], dev_files: Sequence[Path], work: Path, report: Report) -> None:
    nlp = spacy.blank(tongue.CODE)
    examples: list[Example] = []
    for path in train_files:
        examples += list(corpora.examples([path])) * TIMES.get(_corpus(path), 1)
    examples = corpora.with_other_names(examples, RENAMED, SEED)
    examples = corpora.with_case_changes(examples, TITLE_COPIES, LOWER_COPIES, SEED)
    dev = list(corpora.examples(path for path in dev_files if _corpus(path) not in NOT_CHOOSING))
    report(f"examples: {len(examples):,} for training, {len(dev):,} for choosing")
    _write(nlp, examples, work / "names.train.spacy")
    _write(nlp, dev, work / "names.dev.spacy")


def _write(nlp: Any, items: Iterable[Example], path: Path) -> None:
    docs = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START"], store_user_data=False)
    for item in items:
        docs.add(as_doc(nlp, item))
    docs.to_disk(path)


def as_doc(nlp: Any, item: Example) -> Doc:
    """The example's tokens with its names and sentence starts; a name that cuts a token is widened to it."""
    doc: Doc = nlp.make_doc(item.text)
    spans = []
    last = -1
    for start, end, label in sorted(item.names):
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None and span.start >= last:
            spans.append(span)
            last = span.end
    doc.set_ents(spans)
    starts = set(item.starts)
    for token in doc:
        token.is_sent_start = token.idx in starts
    return doc


def _train(work: Path, steps: int, report: Report) -> Any:
    config = load_config_from_str(NER_CONFIG, interpolate=False)
    config["training"] |= {
        "max_steps": steps,
        "eval_frequency": max(steps // 10, 200),
        "dev_corpus": "corpora.dev",
        "train_corpus": "corpora.train",
    }
    # The rate falls to nothing by the last step.
    config["training"]["optimizer"]["learn_rate"]["total_steps"] = steps
    config["initialize"] = {"vectors": str(work / "vectors")}
    config["corpora"] = {
        part: {"@readers": "spacy.Corpus.v1", "path": str(work / f"names.{part}.spacy"), "max_length": 0}
        for part in ("train", "dev")
    }
    nlp = init_nlp(load_config_from_str(config.to_str(), interpolate=False))
    _multiply_with_numpy(nlp)
    report(f"training: {steps} steps")
    (work / "names").mkdir(exist_ok=True)
    lines: Any = _Lines(report)
    with Path(os.devnull).open("w") as quiet:
        train_loop(nlp, work / "names", use_gpu=-1, stdout=lines, stderr=quiet)
    return spacy.load(work / "names" / "model-best")


def _multiply_with_numpy(nlp: Any) -> None:
    """The library that numpy brings multiplies matrices twice as fast as spaCy's own."""
    for _, pipe in nlp.pipeline:
        for layer in pipe.model.walk():
            if hasattr(layer.ops, "use_blis"):
                layer.ops = type(layer.ops)(use_blis=False)


class _Lines:
    """What the training loop prints, line by line."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def write(self, text: str) -> None:
        if text.strip():
            self.report(text.strip())

    def flush(self) -> None:
        """Nothing is held back."""


def _save(nlp: Any, target: Path, report: Report) -> None:
    kept = {tongue.LEXICON.name: tongue.LEXICON.read_bytes()}
    for name in ("MODEL_CARD.md",):
        if (target / name).exists():
            kept[name] = (target / name).read_bytes()
    shutil.rmtree(target)
    nlp.meta |= {
        "name": "western_balkan_news",
        "version": VERSION,
        "description": "Names and sentences for news in English and the languages of the Western Balkans",
        "license": "CC BY-SA 4.0",
        "performance": {},
    }
    # Where it was trained concerns nobody who reads with it.
    config = nlp.config.copy()
    config["corpora"], config["initialize"], config["paths"] = {}, {}, {}
    nlp.config = config
    # Half the bytes; tongue.py makes them whole again.
    nlp.vocab.vectors.data = nlp.vocab.vectors.data.astype("float16")
    nlp.to_disk(target, exclude=["lookups"])
    for name, content in kept.items():
        (target / name).write_bytes(content)
    _prune_strings(nlp, target)
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file())
    report(f"saved {size / 1e6:.1f} MB")


def _prune_strings(nlp: Any, target: Path) -> None:
    """Drops the training vocabulary from the saved strings: only labels and words with vectors are needed."""
    path = target / "vocab" / "strings.json"
    needed = {nlp.vocab.strings[key] for key in nlp.vocab.vectors}
    needed |= set(nlp.get_pipe("ner").labels) | {"", tongue.CODE}
    strings = [text for text in json.loads(path.read_text(encoding="utf-8")) if text in needed]
    path.write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")
