"""Lines that are surely not the article go, in six languages and two scripts; anything that may be prose stays."""

import time

import pytest

from articles.harvest.boilerplate import cut, judged, tidy

PROSE = [
    "Granična policija otvorila je novu stanicu na obali reke, saopšteno je posle sednice.",
    "Policia kufitare hapi një pikë të re pranë urës, u tha pas mbledhjes së këshillit.",
    "Граничната полиција отвори нова станица кај реката, беше соопштено по седницата.",
    "The border police opened a new station by the river, the council said after its session.",
]


def around(line: str) -> str:
    return f"{PROSE[0]}\n{line}\n{PROSE[3]}"


@pytest.mark.parametrize(
    "line",
    [
        "Pročitajte još",
        "Pročitajte još: Počela obnova škole u donjem selu",
        "PROČITAJTE JOŠ Počela obnova škole u donjem selu",
        "Procitajte jos: Pocela obnova skole",
        "Pročitaj i ovo: Most zatvoren za kamione",
        "Povezano",
        "Povezano: Most zatvoren za kamione",
        "Прочитајте још: Почела обнова школе",
        "Прочитајте: Почела обнова школе",
        "Прочитај повеќе",
        "Прочитај повеќе: Почна обновата на училиштето",
        "Поврзани вести",
        "Lexo edhe: Filloi rinovimi i shkollës",
        "Lexo edhe",
        "Lexo më shumë: Ura mbyllet për kamionë",
        "Të ngjashme",
        "Read also: School repairs begin in the lower village",
        "Related Articles",
        "Most Popular",
        "Najčitanije",
        "Më të lexuarat",
        "Најчитани",
        "Tags",
        "Tagovi:",
        "Etiketa:",
        "Ознаки",
        "Comments (0)",
        "Komentari (12)",
        "Komente",
        "Leave the first comment",
        "Ostavite komentar",
        "What is your opinion on this topic?",
        "0 Share",
        "12 Shares",
        "Facebook Twitter Viber WhatsApp",
        "Podeli",
        "Shpërndaje",
        "Сподели",
        "• Email to a friend",
        "  • icon Print Version",
        "• Share/Save/Bookmark",
        "Foto: Agencije",
        "FOTO: Ilustracija",
        "Foto/Ilustracija",
        "Фото: МИА",
        "Photo: Border police archive",
        "Ova stranica koristi kolačiće. Nastavkom korištenja pristajete na njih.",
        "Kjo faqe përdor cookies për të përmirësuar përvojën tuaj.",
        "Оваа страница користи колачиња.",
        "We use cookies to improve this site.",
        "Naša web-stranica koristi kolačiće.",
        "Korišćenjem sajta pristajete na upotrebu kolačića.",
        "Foto Tanjug",
        "Morate biti prijavljeni da biste komentarisali.",
        "Nastavak teksta dostupan je pretplatnicima.",
        "To read the full story, choose a plan.",
        "Prijavite se na naš newsletter",
        "Abonohuni në buletin",
        "Sign up for our weekly newsletter",
        "Follow us on Facebook and X",
        "Pratite nas na našoj Facebook i Instagram stranici",
        "Na ndiqni në Instagram",
        "Следете нè на Фејсбук",
        "© 2024 Portal",
        "Copyright 2024 Portal",
        "Sva prava zadržana.",
        "Të gjitha të drejtat e rezervuara",
        "Сите права се задржани",
        "This content was commissioned for",
        "What should be done at the river? Share your thoughts in the comments section.",
        "Pretplatite se da biste nastavili čitanje.",
        "Već ste pretplatnik? Prijavite se.",
        "Already a subscriber? Log in",
        "Për të lexuar artikullin e plotë, abonohuni",
        "Претплатете се за да продолжите",
        "Glasajte",
        "View results",
        "***",
        "- - -",
    ],
)
def test_lines_that_are_not_the_article(line: str) -> None:
    assert cut(around(line)) == f"{PROSE[0]}\n{PROSE[3]}"


@pytest.mark.parametrize(
    "line",
    [
        *PROSE,
        "Povezanost dve obale ostaje najveća briga meštana.",
        "Read more carefully, the report says something else.",
        "Related charges were dropped by the court in Pirot last spring.",
        "Komentari ministarstva stigli su posle podne, ali bez odgovora na pitanje o roku.",
        "Tagovi na vozilima skinuti su pre prelaska granice.",
        "Foto-klopke su postavljene duž nasipa i snimaju noću.",
        "Photographs of the fence were shown in court.",
        "Most popular among drivers is the southern crossing.",
        "Share of asylum requests from the region fell to 12 percent.",
        "Sve je počelo u 5.30.",
        "24. 5. 2024.",
        "1.284",
        "Pročitajte i potpišite, rekao je službenik vozaču.",
        "Glasanje o zakonu odloženo je za sredu.",
        "Lexo edhe për veten, i tha mësuesi fëmijës.",
        "Correspondent in Belgrade contributed to this report.",
        "Oglasila se i opština.",
        "Subscribers of the phone company in the valley had no signal for two days.",
    ],
)
def test_lines_that_may_be_prose_stay(line: str) -> None:
    assert cut(around(line)) == around(line)


def test_teasers_below_a_heading_of_other_stories_go_and_the_article_goes_on() -> None:
    text = (
        f"{PROSE[0]}\n\nRelated Articles\n\nSchool repairs begin\nBridge closed to lorries\n\n{PROSE[3]}\n\n{PROSE[1]}"
    )
    assert cut(text) == f"{PROSE[0]}\n\n{PROSE[3]}\n\n{PROSE[1]}"


def test_after_most_popular_headlines_and_poll_questions_go() -> None:
    text = f"{PROSE[3]}\n\nMost Popular\nSchool repairs begin in the lower village\nShould the bridge stay open?\nI don't know"
    assert cut(text) == PROSE[3]


def test_everything_after_a_comment_policy_goes() -> None:
    text = f"{PROSE[3]}\n\nWe welcome your comments on our articles.\n\nRules follow. They are long.\n\nRiver logo\n{PROSE[0]}"
    assert cut(text) == PROSE[3]
    assert judged(text)[-1].why == "after the comment policy"


def test_a_caption_loses_its_credit_and_keeps_its_words() -> None:
    assert cut("The new station stands by the river. [AFP]\n" + PROSE[3]).startswith(
        "The new station stands by the river.\nThe border"
    )
    assert cut("Stanica na obali (Foto: Agencije)") == "Stanica na obali"
    assert cut("The council met (twice)") == "The council met (twice)"


def test_a_long_paragraph_that_quotes_a_notice_stays() -> None:
    quoting = (
        "We use cookies, says the notice at the camp's internet point. "
        + "Nobody there reads it, and nobody asks. " * 20
    )
    assert cut(quoting.strip()) == quoting.strip()


def test_every_cut_line_has_its_reason() -> None:
    reasons = [
        line.why for line in judged(f"{PROSE[0]}\nFoto: Agencije\nLexo edhe: Ura\n0 Share\nSign in to continue reading")
    ]
    assert reasons == ["", "photo credit", "link to another story", "label of the page", "paywall prompt"]


def test_tidy_text_has_single_blanks_and_no_invisible_letters() -> None:
    assert (
        tidy("  Gra\u00adni\u010dna \u200bpolicija\x00\u00a0 \t radi\r\n\r\ndalje ")
        == "Granična policija radi\n\ndalje"
    )
    assert tidy("Gashiq\u0308, c\u030c") == "Gashiq\u0308, č"


def test_empty_text_stays_empty() -> None:
    assert cut("") == cut("\n \n") == ""


@pytest.mark.parametrize(
    "unit",
    [
        "Pročitajte još ",
        "pratite nas na ",
        "za čitanje ",
        "foto ",
        "a",
        "(",
        "[AFP ",
        "12 share ",
        "\n",
        "-\n",
        "vest ne ",
    ],
)
def test_time_grows_no_faster_than_the_text(unit: str) -> None:
    def seconds(times: int) -> float:
        text = unit * times
        best = 60.0
        for _ in range(3):  # the least of three: what else the machine does only adds
            started = time.process_time()
            cut(text)
            best = min(best, time.process_time() - started)
        return best

    small, large = seconds(20_000), seconds(80_000)
    assert large < 12 * small + 0.1  # four times the text
